"""Proofs about one stream under sealed heads: its last version, or that it has none.

A stream that is there is proved by its leaf; one that is not, by the two neighbours
between which it would stand. Checked with nothing but the sealed count and root.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oversight.stream_heads.tree import CHUNK, Head, HeadsTree, head_leaf
from shared.merkle import EMPTY_ROOT, inclusion_proof, is_included, root
from shared.tlog.errors import VerificationError

_CHUNK_LEVEL = CHUNK.bit_length() - 1


class HeadNotProven(VerificationError):
    """The proof does not lead from the stream's head to the sealed heads."""


@dataclass(frozen=True)
class ProvenHead:
    """A head, its place among all heads, and the hashes that lead to the root."""

    index: int
    stream: str
    version: int
    hashes: tuple[bytes, ...]


@dataclass(frozen=True)
class HeadProof:
    """The stream's own head, or the neighbours (two, one or none) it would have."""

    heads: tuple[ProvenHead, ...]


def prove_head(
    tree: HeadsTree, stream: str, chunks: Mapping[int, Sequence[Head]]
) -> HeadProof:
    """Return the proof of the stream's last version, or that there is none.

    `chunks` holds the heads of each chunk that `tree.chunks_about(stream)` names.
    """
    numbers = tree.chunks_about(stream)
    if not numbers:
        return HeadProof(())
    near = [
        (number * CHUNK + offset, head)
        for number in numbers[:2]
        for offset, head in enumerate(chunks[number])
    ]
    at = bisect_left(near, stream, key=lambda placed: placed[1][0])
    if at < len(near) and near[at][1][0] == stream:
        shown = near[at : at + 1]
    else:
        shown = near[max(0, at - 1) : at + 1]
    leaves = {
        number: [head_leaf(head) for head in heads] for number, heads in chunks.items()
    }
    return HeadProof(
        tuple(
            ProvenHead(index, *head, hashes=_path(tree, index, leaves))
            for index, head in shown
        )
    )


def proven_version(proof: HeadProof, stream: str, count: int, tree_root: bytes) -> int:
    """Return the last version of the stream, 0 where it is proved to have none.

    `count` and `tree_root` are what the log's heads entry seals. Raises
    `HeadNotProven`.
    """
    for head in proof.heads:
        leaf = head_leaf((head.stream, head.version))
        if not is_included(leaf, head.index, count, head.hashes, tree_root):
            raise HeadNotProven(f"the head of {head.stream} is not under the root")
    match proof.heads:
        case () if count == 0 and tree_root == EMPTY_ROOT:
            return 0
        case (head,) if head.stream == stream:
            return head.version
        case (left,) if left.index == count - 1 and left.stream < stream:
            return 0
        case (right,) if right.index == 0 and stream < right.stream:
            return 0
        case (left, right) if (
            left.index + 1 == right.index and left.stream < stream < right.stream
        ):
            return 0
        case _:
            raise HeadNotProven(f"the heads shown say nothing about {stream}")


def _path(
    tree: HeadsTree, index: int, leaves: Mapping[int, Sequence[bytes]]
) -> tuple[bytes, ...]:
    def node(level: int, number: int) -> bytes:
        if level >= _CHUNK_LEVEL:
            width = 1 << (level - _CHUNK_LEVEL)
            return root(tree.hashes[number * width : (number + 1) * width])
        chunk, start = divmod(number << level, CHUNK)
        return root(leaves[chunk][start : start + (1 << level)])

    return tuple(inclusion_proof(index, tree.count, node))
