"""Whether each disclosure of an entry is one that the entry has sealed."""

from collections.abc import Iterable, Mapping

from oversight.bundles.errors import FalseDisclosure
from oversight.bundles.parts import Proven, Said
from shared.contracts.canonical import Json
from shared.contracts.sealing import DIGESTS, digest, open_disclosure
from shared.errors import Unreadable


def opened(entry: Proven, said: Said) -> dict[str, Json]:
    """Return the disclosed fields of an entry; raises `FalseDisclosure`.

    A disclosure has to have its digest among the entry's, once, and to name a field
    that the entry does not say in clear.
    """
    sealed = sealed_digests(said.data)
    fields: dict[str, Json] = {}
    for number, text in enumerate(entry.disclosures, start=1):
        name, value = _field(entry, number, text)
        if digest(text) not in sealed:
            raise FalseDisclosure(
                f"field '{name}' of entry {entry.index} was not sealed with this value"
            )
        if name in fields or name in said.data:
            raise FalseDisclosure(f"field '{name}' of entry {entry.index} is twice")
        fields[name] = value
    return fields


def sealed_digests(data: Mapping[str, Json]) -> frozenset[str]:
    """Return the digests of an entry's personal fields."""
    digests = data.get(DIGESTS)
    found: Iterable[Json] = digests if isinstance(digests, list) else ()
    return frozenset(one for one in found if isinstance(one, str))


def _field(entry: Proven, number: int, text: str) -> tuple[str, Json]:
    try:
        if text.isascii():
            return open_disclosure(text)
    except Unreadable as error:
        raise FalseDisclosure(
            f"the {number}. one of entry {entry.index} cannot be read"
        ) from error
    raise FalseDisclosure(f"the {number}. one of entry {entry.index} is no ASCII")
