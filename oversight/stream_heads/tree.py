"""The tree over the heads: every stream with its last version, in byte order.

A leaf is the canonical JSON of `[stream, version]`, the tree that of RFC 6962 §2.1.
Only a hash for every 256 leaves is kept: a register of a million streams has some
thousands of them, and what lies below is read again where a proof needs it.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from shared.merkle import leaf_hash, root

CHUNK = 256
"""How many leaves lie below one kept hash."""

Head = tuple[str, int]
"""A stream, and its last version."""


def head_leaf(head: Head) -> bytes:
    """Return the leaf's hash of a stream and its last version."""
    # A list of a text and an integer: orjson's form is the canonical one.
    return leaf_hash(orjson.dumps(head))


@dataclass(frozen=True)
class HeadsTree:
    """How many streams there are, and of each chunk its first stream and its hash."""

    count: int
    firsts: tuple[str, ...]
    hashes: tuple[bytes, ...]

    def root(self) -> bytes:
        """Return the hash over all heads."""
        return root(self.hashes)

    def chunks_about(self, stream: str) -> list[int]:
        """Return the chunks whose heads a proof about the stream is made of.

        Its own chunk, the next one where its right neighbour may be, and the last
        one, whose subtrees are no whole ones.
        """
        if not self.firsts:
            return []
        own = max(0, bisect_right(self.firsts, stream) - 1)
        last = len(self.firsts) - 1
        return sorted({own, min(own + 1, last), last})


class Planting:
    """A tree that grows by heads, given in the byte order of their streams."""

    def __init__(self) -> None:
        self._count = 0
        self._firsts: list[str] = []
        self._hashes: list[bytes] = []
        self._leaves: list[bytes] = []

    def take(self, heads: Iterable[Head]) -> None:
        """Take in the next heads."""
        for head in heads:
            if not self._leaves:
                self._firsts.append(head[0])
            self._leaves.append(head_leaf(head))
            self._count += 1
            if len(self._leaves) == CHUNK:
                self._hashes.append(root(self._leaves))
                self._leaves = []

    def tree(self) -> HeadsTree:
        """Return the tree over the heads taken in."""
        rest = [root(self._leaves)] if self._leaves else []
        return HeadsTree(self._count, tuple(self._firsts), (*self._hashes, *rest))


def plant(heads: Iterable[Head]) -> HeadsTree:
    """Return the tree over heads, given in the byte order of their streams."""
    planting = Planting()
    planting.take(heads)
    return planting.tree()
