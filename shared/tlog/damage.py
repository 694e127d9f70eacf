"""Where a log is damaged: the entry, or the smallest range that the hashes allow.

Every hash in a tile can be had twice: as stored, and computed from what is below
it. The signed root says which of the two is right, from the top down: a tile
whose stored hashes fold to what is above it is believed; else the computed ones
are tried; where neither folds, the tile's whole range is in doubt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shared.tlog.errors import VerificationError
from shared.tlog.tiles import Tile


class Kind(StrEnum):
    """What is damaged, and so what can still be believed."""

    ENTRY = "entry"
    BUNDLE = "bundle"
    TILE = "tile"
    RANGE = "range"


@dataclass(frozen=True)
class Damage:
    """A place where the log is not what was signed: entries `first` to `last`."""

    kind: Kind
    first: int
    last: int
    path: str

    def __str__(self) -> str:
        match self.kind:
            case Kind.ENTRY:
                return f"entry {self.first} is not what was sealed ({self.path})"
            case Kind.BUNDLE:
                return f"{self._entries} cannot be read from {self.path}"
            case Kind.TILE:
                return (
                    f"{self.path} is damaged at {self._entries}, which are themselves "
                    "as sealed"
                )
            case Kind.RANGE:
                return f"something in {self._entries} is not what was sealed"

    @property
    def _entries(self) -> str:
        if self.first == self.last:
            return f"entry {self.first}"
        return f"entries {self.first} to {self.last}"


class DamagedLog(VerificationError):
    """The log is not what was signed."""

    def __init__(self, damages: tuple[Damage, ...]) -> None:
        """Name the first places; `damages` has them all."""
        self.damages = damages
        shown = "; ".join(map(str, damages[:3]))
        more = f"; and {len(damages) - 3} more places" if len(damages) > 3 else ""  # noqa: PLR2004
        super().__init__(shown + more)


def damages_of_tile(
    tile: Tile,
    stored: Sequence[bytes],
    sealed: Sequence[bytes],
) -> Iterator[Damage]:
    """Yield where a tile's stored hashes are not the ones that were sealed."""
    span = (tile.last_entry - tile.first_entry + 1) // (tile.width or 1)
    if len(stored) != len(sealed):
        yield Damage(Kind.TILE, tile.first_entry, tile.last_entry, tile.path)
        return
    for offset, (was, should_be) in enumerate(zip(stored, sealed, strict=True)):
        if was != should_be:
            first = tile.first_entry + offset * span
            yield Damage(Kind.TILE, first, first + span - 1, tile.path)


def damages_of_bundle(
    bundle: Tile,
    found: Sequence[bytes],
    sealed: Sequence[bytes],
    complete: bool,
) -> Iterator[Damage]:
    """Yield the entries of a bundle whose hashes are not the ones that were sealed.

    Where the bundle itself cannot be read to its end, the first entry that is
    wrong is named, and what follows it is unreadable.
    """
    wrong = [
        bundle.first_entry + offset
        for offset, (was, should_be) in enumerate(zip(found, sealed, strict=False))
        if was != should_be
    ]
    for entry in wrong if complete else wrong[:1]:
        yield Damage(Kind.ENTRY, entry, entry, bundle.path)
    if complete:
        return
    unread = wrong[0] + 1 if wrong else bundle.first_entry + len(found)
    if unread <= bundle.last_entry or not wrong:
        first = min(unread, bundle.last_entry)
        yield Damage(Kind.BUNDLE, first, bundle.last_entry, bundle.path)
