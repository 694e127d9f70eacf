"""What lies in an exported directory beside the log's own tiles: it is checked too.

The walk over a log reads what its checkpoint needs. A directory also has the key, the
disclosures, the logs that this one goes on from, and perhaps tiles of earlier
checkpoints: no bit of those may be wrong unnoticed either.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from oversight.bundles.disclosing import opened
from oversight.bundles.parts import Proven, said_by
from oversight.disclosures import (
    FOLDER,
    SIZE,
    disclosures_path,
    read_disclosures,
    write_disclosures,
)
from oversight.ended_logs import FOLDER as ARCHIVE
from oversight.ended_logs import EndedLog, check_ended_logs
from oversight.source import VKEY
from shared.errors import Unreadable
from shared.merkle import TILE_WIDTH
from shared.tlog.bundles import encode_bundle
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.errors import VerificationError
from shared.tlog.keys import VerifierKey
from shared.tlog.note import parse_note
from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT, read_entries, read_hashes
from shared.tlog.tiles import (
    Tile,
    bundles_of,
    hashes_at,
    parse_tile_path,
    tiles_of,
)

_NUMBER = re.compile("[1-9][0-9]{0,8}")


class OtherKeyBeside(VerificationError):
    """The key in the exported directory is not the one that was given."""


class DamagedDisclosures(VerificationError):
    """The disclosures of the export are not those of its entries."""


class DamagedLeftover(VerificationError):
    """A tile of an earlier checkpoint does not agree with the log."""


@dataclass(frozen=True)
class Export:
    """A directory whose log has been verified with this key up to this checkpoint."""

    directory: Path
    key: VerifierKey
    checkpoint: Checkpoint

    @property
    def reader(self) -> DirectoryReader:
        """What reads the log's files."""
        return DirectoryReader(self.directory)


def check_beside(export: Export, witnesses: Iterable[VerifierKey] = ()) -> list[str]:
    """Return what could not be checked, a sentence each; raises `VerificationError`.

    Nothing is changed or taken away.
    """
    size, keys = export.checkpoint.size, [export.key, *witnesses]
    notes = list(_unknown_signatures(export.reader.read(CHECKPOINT), keys))
    checked = {tile.path for tile in (*tiles_of(size), *bundles_of(size))}
    checked.add(CHECKPOINT)
    for ended in _ended_logs(export):
        checked |= {*ended.paths}
        notes += _unknown_signatures(ended.signed, [ended.key, *keys])
    for file in sorted(export.directory.rglob("*")):
        path = file.relative_to(export.directory).as_posix()
        if file.is_dir() or path in checked:
            continue
        if not _is_checked(export, path):
            notes.append(f"{path} is of no part of this checkpoint: not checked.")
    return notes


def _is_checked(export: Export, path: str) -> bool:
    if path == VKEY:
        _require_key(export)
        return True
    if path == SIZE:
        _require_size(export)
        return True
    if path.startswith(f"{FOLDER}/"):
        return _check_disclosures(export, path)
    tile = parse_tile_path(path)
    return tile is not None and _check_leftover(export, tile)


def _require_key(export: Export) -> None:
    raw, known = export.reader.read(VKEY), str(export.key).encode()
    if raw not in (known, known + b"\n"):
        raise OtherKeyBeside(VKEY)


def _ended_logs(export: Export) -> list[EndedLog]:
    names = [it.name for it in (export.directory / ARCHIVE).glob("*")]
    numbers = [int(name) for name in names if _NUMBER.fullmatch(name)]
    return check_ended_logs(export.reader, numbers, export.key, export.checkpoint)


def _require_size(export: Export) -> None:
    # An export that was interrupted has fetched for another checkpoint than its own.
    expected = export.checkpoint.size
    if export.reader.read(SIZE) != str(expected).encode():
        raise DamagedDisclosures(
            f"{SIZE} does not say {expected}: export again, and it is mended"
        )


def _check_disclosures(export: Export, path: str) -> bool:
    number = _number_in(path)
    width = min(export.checkpoint.size - number * TILE_WIDTH, TILE_WIDTH)
    if width <= 0 or disclosures_path(number) != path:
        return False
    raw = export.reader.read(path)
    try:
        found = read_disclosures(raw, number)
    except Unreadable as error:
        raise DamagedDisclosures(path) from error
    if write_disclosures(found) != raw:
        raise DamagedDisclosures(f"{path} is spelt in another way")
    entries, _ = read_entries(export.reader, Tile(None, number, width))
    for index, texts in found.items():
        offset = index % TILE_WIDTH
        if offset >= len(entries):
            raise DamagedDisclosures(f"{path} names entry {index}, which is not there")
        entry = Proven(index, entries[offset], (), texts)
        opened(entry, said_by(entry))
    return True


def _number_in(path: str) -> int:
    digits = path.removeprefix(f"{FOLDER}/").removesuffix(".json")
    tile = parse_tile_path(f"tile/entries/{digits}")
    # Of no log: a bundle's number beyond any size.
    return tile.index if tile and tile == tile.full else 1 << 62


def _check_leftover(export: Export, tile: Tile) -> bool:
    """Compare a tile of another width with what the log has in its place."""
    row = hashes_at(tile.level or 0, export.checkpoint.size)
    width = min(row - tile.index * TILE_WIDTH, TILE_WIDTH)
    if tile.width > width:
        return False
    covering = Tile(tile.level, tile.index, width)
    if tile.level is None:
        entries, _ = read_entries(export.reader, covering)
        expected = encode_bundle(entries[: tile.width])
    else:
        expected = b"".join(read_hashes(export.reader, covering)[: tile.width])
    if export.reader.read(tile.path) != expected:
        raise DamagedLeftover(tile.path)
    return True


def _unknown_signatures(note: bytes, keys: Iterable[VerifierKey]) -> Iterator[str]:
    known = {(key.name, key.key_id) for key in keys}
    for line in parse_note(note).signatures:
        if (line.name, line.key_id) not in known:
            yield f"A signature of {line.name} was not checked: its key is not given."
