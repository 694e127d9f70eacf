"""Hashes of ranges of a tree, put together from its complete subtrees."""

from collections.abc import Callable

from shared.merkle.hashing import node_hash

Node = Callable[[int, int], bytes]
"""Returns the hash of the complete subtree at (level, index): 2^level leaves."""

Range = tuple[int, int]
"""The leaves from the first number up to, and without, the second."""


def split(width: int) -> int:
    """Return the largest power of two smaller than `width` (RFC 6962 §2.1)."""
    return 1 << ((width - 1).bit_length() - 1)


def range_hash(leaves: Range, node: Node) -> bytes:
    """Return the tree hash of a range that a split of RFC 6962 §2.1 can yield."""
    start, end = leaves
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return node(level, start >> level)
    middle = start + split(width)
    left = range_hash((start, middle), node)
    return node_hash(left, range_hash((middle, end), node))
