"""The newest sealed heads of a log, for the streams of a bundle."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from oversight.bundles.heads import HEADS, commitment_of
from oversight.bundles.parts import Proven, SealedHeads, said_by
from oversight.logged import Logged
from oversight.stream_heads import CHUNK, Head, plant, prove_head
from shared.merkle import TILE_WIDTH


@dataclass(frozen=True, slots=True)
class Sealing:
    """The entry that seals all heads, and the heads as they were then.

    `heads` yields them in the byte order of their streams, each time it is called:
    a log may have more streams than a memory holds.
    """

    entry: Logged
    heads: Callable[[], Iterable[Head]]


def sealed_heads(
    sealing: Sealing, entry: Proven, streams: Collection[str]
) -> SealedHeads:
    """Return the sealed heads of these streams; `entry` is the proven sealing entry."""
    tree = plant(sealing.heads())
    wanted = {number for stream in streams for number in tree.chunks_about(stream)}
    chunks = dict(_chunks(sealing.heads(), wanted))
    proofs = {stream: prove_head(tree, stream, chunks) for stream in sorted(streams)}
    return SealedHeads(entry, proofs)


def sealing_of(
    size: int, entries: Callable[[int, int], Iterable[Logged]]
) -> Sealing | None:
    """Return the newest sealing among a log's first `size` entries, None without one.

    `entries` reads the log from an index up to another. It is read backwards to the
    newest sealing, and from the beginning for the heads as they were then.
    """
    newest = _newest(size, entries)
    if newest is None:
        return None
    sealed = commitment_of(said_by(Proven(newest.index, newest.raw, ())).data)
    found: list[Head] = []

    def heads() -> Iterable[Head]:
        if not found:
            found.extend(_last_versions(entries(0, sealed.size)))
        return found

    return Sealing(newest, heads)


def _newest(
    size: int, entries: Callable[[int, int], Iterable[Logged]]
) -> Logged | None:
    end = size
    while end > 0:
        first = (end - 1) // TILE_WIDTH * TILE_WIDTH
        for entry in reversed(list(entries(first, end))):
            if entry.type == HEADS:
                return entry
        end = first
    return None


def _last_versions(entries: Iterable[Logged]) -> list[Head]:
    last: dict[str, int] = {}
    for entry in entries:
        version = int(str(entry.event["sequence"]))
        last[entry.stream] = max(version, last.get(entry.stream, 0))
    return sorted(last.items())


def _chunks(
    heads: Iterable[Head], wanted: Collection[int]
) -> Iterator[tuple[int, Sequence[Head]]]:
    reading = iter(heads)
    number = 0
    while chunk := list(islice(reading, CHUNK)):
        if number in wanted:
            yield number, chunk
        number += 1
