"""Makes a bundle of the entries that a question found; reads nothing but tiles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from oversight.bundles.form import render
from oversight.bundles.parts import Bundle, Proven, SealedHeads, said_by
from oversight.bundles.sealing import Sealing, sealed_heads
from oversight.bundles.verifying import described
from oversight.logged import Logged
from shared.errors import Malformed
from shared.merkle import inclusion_proof
from shared.merkle.subtrees import Node
from shared.tlog.checkpoint import parse_checkpoint
from shared.tlog.keys import VerifierKey
from shared.tlog.note import parse_note
from shared.tlog.reading import LogReader, node_reader

MOST_ENTRIES = 10_000
"""Of one bundle, which is made and checked in memory."""

_TILES_REMEMBERED = 64
_NODES_REMEMBERED = 65_536


@dataclass(frozen=True, slots=True)
class Origin:
    """A log at one signed checkpoint: where its tiles are read, and its key."""

    checkpoint: bytes
    key: VerifierKey
    tiles: LogReader

    @property
    def size(self) -> int:
        """The number of entries that the checkpoint signs."""
        return parse_checkpoint(parse_note(self.checkpoint).text).size


def make_bundle(
    origin: Origin,
    asked: Mapping[str, str],
    entries: Iterable[Logged],
    sealing: Sealing | None = None,
) -> bytes:
    """Return the bundle of these entries, which come in the log's order.

    With the newest sealing of stream heads it proves where its streams end.

    Raises `Malformed` where they are more than a bundle holds, and `NotServed` where
    the log's tiles do not lead to them.
    """
    node = remembering(node_reader(_Remembered(origin.tiles), origin.size))
    proven: list[Proven] = []
    for entry in entries:
        if len(proven) == MOST_ENTRIES:
            raise Malformed(
                f"A bundle holds at most {MOST_ENTRIES:,} entries: "
                "ask for a shorter period.",
                "from",
            )
        proven.append(prove(entry, origin.size, node))
    heads: SealedHeads | None = None
    if sealing is not None:
        streams = {said_by(entry).stream for entry in proven}
        heads = sealed_heads(sealing, prove(sealing.entry, origin.size, node), streams)
    bundle = Bundle(asked, origin.checkpoint, str(origin.key), tuple(proven), heads)
    about, parts = described(bundle)
    return render(replace(bundle, about=about, parts=parts))


def prove(entry: Logged, size: int, node: Node) -> Proven:
    """Return the entry with the hashes that lead to the root of a log of `size`."""
    proof = tuple(inclusion_proof(entry.index, size, node))
    return Proven(entry.index, entry.raw, proof, entry.disclosures)


def remembering(node: Node) -> Node:
    """Return the same function, which computes no subtree twice in a row of proofs."""
    return lru_cache(_NODES_REMEMBERED)(node)


class _Remembered:
    """A log's reader that does not read the same tile for every entry in it."""

    def __init__(self, reader: LogReader) -> None:
        self._read = lru_cache(_TILES_REMEMBERED)(reader.read)

    def read(self, path: str) -> bytes:
        """Return what is at the path, as the reader behind this one does."""
        return self._read(path)
