"""The newest sealed heads of a log, for the streams of a bundle."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from oversight.bundles.heads import HEADS, STREAMS, commitment_of
from oversight.bundles.parts import Proven, SealedHeads, said_by
from oversight.logged import Logged
from oversight.stream_heads import CHUNK, Head, HeadsTree, plant, prove_head
from shared.merkle import TILE_WIDTH

Entries = Callable[[int, int], Iterable[Logged]]
"""Reads a log from an index up to, and without, another."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """The entry that seals all heads, the tree over them, and some of its chunks.

    The chunks are those that proofs about a bundle's streams are made of: a log may
    have more streams than a memory holds.
    """

    entry: Logged
    tree: HeadsTree
    chunks: Mapping[int, Sequence[Head]]


def sealed_heads(
    sealing: Sealing, entry: Proven, streams: Collection[str]
) -> SealedHeads:
    """Return the sealed heads of these streams; `entry` is the proven sealing entry."""
    return SealedHeads(
        entry,
        {
            stream: prove_head(sealing.tree, stream, _about(sealing, stream))
            for stream in sorted(streams)
        },
    )


def chunks_about(tree: HeadsTree, streams: Iterable[str]) -> list[int]:
    """Return the chunks that proofs about these streams are made of."""
    return sorted(
        {number for stream in streams for number in tree.chunks_about(stream)}
    )


def sealing_in(size: int, entries: Entries, streams: Collection[str]) -> Sealing | None:
    """Return the newest sealing among a log's first `size` entries, None without one.

    The log is read backwards to the newest sealing, and from its beginning for the
    heads as they were then. A sealing that the log itself does not bear out is none.
    """
    newest = _newest(size, entries)
    if newest is None:
        return None
    sealed = commitment_of(said_by(Proven(newest.index, newest.raw, ())).data)
    heads = _last_versions(entries(0, sealed.size))
    tree = plant(heads)
    if tree.root() != sealed.root:
        return None
    wanted = chunks_about(tree, streams)
    chunks = {number: heads[number * CHUNK : (number + 1) * CHUNK] for number in wanted}
    return Sealing(newest, tree, chunks)


def _about(sealing: Sealing, stream: str) -> dict[int, Sequence[Head]]:
    wanted = sealing.tree.chunks_about(stream)
    return {number: sealing.chunks[number] for number in wanted}


def _newest(size: int, entries: Entries) -> Logged | None:
    end = size
    while end > 0:
        first = (end - 1) // TILE_WIDTH * TILE_WIDTH
        for entry in reversed(list(entries(first, end))):
            if entry.says(HEADS) and entry.stream.startswith(STREAMS):
                return entry
        end = first
    return None


def _last_versions(entries: Iterable[Logged]) -> list[Head]:
    last: dict[str, int] = {}
    for entry in entries:
        version = int(str(entry.event["sequence"]))
        last[entry.stream] = max(version, last.get(entry.stream, 0))
    return sorted(last.items())
