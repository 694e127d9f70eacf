"""Which tiles a published checkpoint covers, and their hashes at any width."""

from shared.tlog.checkpoint import parse_checkpoint
from shared.tlog.errors import NotServed
from shared.tlog.note import parse_note
from shared.tlog.reading import CHECKPOINT, LogReader, read_hashes
from shared.tlog.tiles import Tile, hashes_at


def covering_tile(log: LogReader, wanted: Tile) -> Tile | None:
    """Return the widest tile that holds the one wanted, None if not all is published.

    The checkpoint is our own, and is not verified again.
    """
    try:
        note = parse_note(log.read(CHECKPOINT))
    except NotServed:
        return None
    size = parse_checkpoint(note.text).size
    width = hashes_at(wanted.level or 0, size) - wanted.index * wanted.full.width
    if wanted.width > width:
        return None
    return Tile(wanted.level, wanted.index, min(width, wanted.full.width))


def published_hashes(log: LogReader, wanted: Tile) -> bytes | None:
    """Return the hashes of a published tile of any width, None where there is none.

    A partial tile of an earlier checkpoint is cut from what it has grown into.
    """
    covering = covering_tile(log, wanted)
    if covering is None:
        return None
    return b"".join(read_hashes(log, covering)[: wanted.width])
