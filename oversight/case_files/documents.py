"""Which documents a case rests on, by the hash that its entries hold. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oversight.logged import Logged
from shared.contracts.canonical import Json

_HASH = "sha256"


@dataclass(frozen=True, slots=True)
class Document:
    """A document by its SHA-256 as an entry names it, and the field that does."""

    entry: Logged
    field: str
    sha256: str


def documents(entries: Sequence[Logged]) -> list[Document]:
    """Return every hash of a document that the entries or their disclosures name."""
    return [
        Document(entry, field, text)
        for entry in entries
        for field, text in _hashes({**entry.data, **entry.disclosed}, "")
    ]


def _hashes(value: Json, path: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name in sorted(value):
                yield from _hashes(value[name], f"{path}.{name}" if path else name)
        case list():
            for item in value:
                yield from _hashes(item, path)
        case str() if path.endswith(_HASH):
            yield path, value
        case _:
            pass
