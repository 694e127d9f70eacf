"""Proofs that an entry is in a tree: RFC 6962 §2.1.1 and RFC 9162 §2.1.3."""

from collections.abc import Sequence

from shared.merkle.hashing import node_hash
from shared.merkle.subtrees import Node, Range, range_hash, split


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Return the sibling hashes of leaf `index` in a tree of `size`, leaf side first.

    Raises `ValueError` when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} entries has no entry {index}")
    return [range_hash(leaves, node) for leaves in _siblings(index, size)]


def is_included(
    leaf: bytes,
    index: int,
    size: int,
    proof: Sequence[bytes],
    tree_root: bytes,
) -> bool:
    """Tell whether the proof leads from the leaf's hash to the root.

    The steps are those of RFC 9162 §2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    position, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            computed = node_hash(sibling, computed)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and computed == tree_root


def _siblings(index: int, size: int) -> list[Range]:
    # PATH(m, D[n]) of RFC 6962 §2.1.1, walked from the root, returned leaf first.
    start, end = 0, size
    siblings: list[Range] = []
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((start, middle))
            start = middle
    return siblings[::-1]
