"""Proofs that a tree grew by appending: RFC 6962 §2.1.2 and RFC 9162 §2.1.4."""

from collections.abc import Sequence

from shared.merkle.hashing import EMPTY_ROOT, node_hash
from shared.merkle.subtrees import Node, Range, range_hash, split


def consistency_proof(old_size: int, new_size: int, node: Node) -> list[bytes]:
    """Return the hashes that show the first `old_size` leaves of a tree unchanged.

    The proof is empty between equal trees and from the empty tree. Raises
    `ValueError` when the older tree is the larger one.
    """
    if not 0 <= old_size <= new_size:
        raise ValueError(f"a tree of {new_size} entries cannot contain {old_size}")
    if old_size in (0, new_size):
        return []
    return [range_hash(leaves, node) for leaves in _ranges(old_size, new_size)]


def is_consistent(
    old_size: int,
    old_root: bytes,
    new_size: int,
    new_root: bytes,
    proof: Sequence[bytes],
) -> bool:
    """Tell whether the proof shows the newer tree to continue the older.

    The steps are those of RFC 9162 §2.1.4.2. Everything continues the empty tree.
    """
    if not 0 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    # A complete older tree is a node of the newer one, and is not repeated.
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path:
        return False
    return _leads_to_both(path, old_size, new_size) == (old_root, new_root)


def _leads_to_both(
    path: list[bytes],
    old_size: int,
    new_size: int,
) -> tuple[bytes, bytes] | None:
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return (old, new) if last == 0 else None


def _ranges(old_size: int, new_size: int) -> list[Range]:
    # SUBPROOF(m, D[n], b) of RFC 6962 §2.1.2, walked from the root.
    start, end = 0, new_size
    ranges: list[Range] = []
    while old_size < end:
        middle = start + split(end - start)
        if old_size <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:
        # Otherwise what is left is the older tree itself, which is known.
        ranges.append((start, end))
    return ranges[::-1]
