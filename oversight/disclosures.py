"""Disclosures beside an exported log: one file for each bundle of 256 entries."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from shared.contracts.canonical import canonical, parse_json
from shared.errors import Unreadable
from shared.merkle import TILE_WIDTH
from shared.tlog.tiles import Tile

FOLDER = "disclosures"
SIZE = f"{FOLDER}/.size"
"""Says how many entries the log had when the disclosures beside it were asked for."""

_BUNDLES = "tile/entries/"

Disclosures = Mapping[int, tuple[str, ...]]
"""SD-JWT disclosures by the index of the entry that they belong to."""


def disclosures_path(number: int) -> str:
    """Return where the disclosures of a bundle lie, as `disclosures/x001/067.json`."""
    numbered = Tile(None, number).path.removeprefix(_BUNDLES)
    return f"{FOLDER}/{numbered}.json"


def write_disclosures(disclosures: Mapping[int, Iterable[str]]) -> bytes:
    """Return the canonical JSON of a bundle's disclosures, each index a name."""
    return canonical({str(index): list(it) for index, it in disclosures.items()})


def read_disclosures(raw: bytes, number: int) -> dict[int, tuple[str, ...]]:
    """Return a bundle's disclosures by the index of the entry.

    Raises `Unreadable`, also for an index that is not of this bundle.
    """
    value = parse_json(raw)
    if not isinstance(value, dict):
        raise Unreadable("The disclosures are not a JSON object.")
    found: dict[int, tuple[str, ...]] = {}
    for name, texts in value.items():
        index = int(name) if name.isdecimal() else -1
        if index // TILE_WIDTH != number or not isinstance(texts, list):
            raise Unreadable(f"The disclosures of bundle {number} are damaged.")
        found[index] = tuple(it for it in texts if isinstance(it, str) and it.isascii())
        # What is no disclosure stands in the place of one: it is not left out.
        if len(found[index]) < len(texts):
            raise Unreadable(f"The disclosures of entry {index} are damaged.")
    return found


def disclosures_in(directory: Path, number: int) -> Disclosures:
    """Return the disclosures of a bundle in an exported directory; none without file.

    Raises `Unreadable`, naming the file.
    """
    path = disclosures_path(number)
    try:
        return read_disclosures((directory / path).read_bytes(), number)
    except FileNotFoundError:
        return {}
    except (OSError, Unreadable) as error:
        raise Unreadable(
            f"{path} cannot be read: export the log again, and it is mended."
        ) from error
