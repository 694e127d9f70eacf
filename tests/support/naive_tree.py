"""The Merkle tree exactly as RFC 6962 §2.1 writes it, slow and hard to get wrong."""

from hashlib import sha256

from shared.merkle.subtrees import Node


def naive_split(width: int) -> int:
    """Return the largest power of two smaller than `width`."""
    power = 1
    while power * 2 < width:
        power *= 2
    return power


def naive_root(leaves: list[bytes]) -> bytes:
    """Return MTH(D[n]) over leaf hashes (RFC 6962 §2.1)."""
    match leaves:
        case []:
            return sha256(b"").digest()
        case [leaf]:
            return leaf
        case _:
            k = naive_split(len(leaves))
            pair = naive_root(leaves[:k]) + naive_root(leaves[k:])
            return sha256(b"\x01" + pair).digest()


def naive_inclusion(m: int, leaves: list[bytes]) -> list[bytes]:
    """Return PATH(m, D[n]) (RFC 6962 §2.1.1)."""
    if len(leaves) == 1:
        return []
    k = naive_split(len(leaves))
    if m < k:
        return [*naive_inclusion(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_inclusion(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_consistency(
    m: int,
    leaves: list[bytes],
    whole: bool = True,
) -> list[bytes]:
    """Return SUBPROOF(m, D[n], whole) (RFC 6962 §2.1.2)."""
    if m == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = naive_split(len(leaves))
    if m <= k:
        return [*naive_consistency(m, leaves[:k], whole), naive_root(leaves[k:])]
    return [*naive_consistency(m - k, leaves[k:], False), naive_root(leaves[:k])]


def naive_node(leaves: list[bytes]) -> Node:
    """Return a function that computes any complete subtree from its leaves."""

    def node(level: int, index: int) -> bytes:
        below = leaves[index << level : (index + 1) << level]
        assert len(below) == 1 << level
        return naive_root(below)

    return node
