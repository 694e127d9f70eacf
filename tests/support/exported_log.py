"""An exported log of real events, with disclosures, made up in a directory."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from oversight.disclosures import disclosures_path, write_disclosures
from oversight.source import VKEY
from shared.contracts.canonical import Json
from shared.contracts.contract import EventData, personal_fields
from shared.contracts.envelope import Envelope, encode
from shared.contracts.sealing import seal
from shared.merkle import TILE_WIDTH
from tests.support.audit_log import event
from tests.support.golden_log import KEY, Shelf, sealed

Said = tuple[bytes, tuple[str, ...]]
"""An entry, and its disclosures."""


def said(by: Envelope, contract: type[EventData], data: dict[str, Json]) -> Said:
    """Return an event of this contract, sealed with salts that are always the same."""
    salts = count(1)
    sealed_data, disclosures = seal(
        data, personal_fields(contract), lambda: next(salts).to_bytes(16, "big")
    )
    return encode(replace(by, type=contract.TYPE, data=sealed_data)), disclosures


def plain(number: int, stream: str = "assessment/a") -> list[Said]:
    """Return so many events of a stream without anything personal."""
    return [(encode(event(stream, it)), ()) for it in range(1, number + 1)]


def exported(entries: Sequence[Said], directory: Path) -> Path:
    """Write a log of these entries as `register audit export` does."""
    write_shelf(sealed([raw for raw, _ in entries]), directory)
    (directory / VKEY).write_text(f"{KEY}\n")
    for number in range(-(-len(entries) // TILE_WIDTH)):
        first = number * TILE_WIDTH
        found = {
            index: texts
            for index, (_, texts) in enumerate(
                entries[first : first + TILE_WIDTH], first
            )
            if texts
        }
        file = directory / disclosures_path(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(write_disclosures(found))
    return directory


def write_shelf(log: Shelf, directory: Path) -> None:
    """Write what a log serves into a directory."""
    for path, raw in log.items():
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
