"""A logged event as an overseer reads it: where, what it says, what is disclosed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

import orjson

from oversight.visibility import may_see
from shared.contracts.canonical import Json
from shared.contracts.catalogue import EVENTS
from shared.contracts.contract import personal_fields
from shared.contracts.sealing import DIGESTS, digest, open_disclosure
from shared.contracts.speakers import may_say
from shared.errors import Unreadable
from shared.identity.roles import Role
from shared.tlog.errors import VerificationError

T_co = TypeVar("T_co", covariant=True)


class AlteredDisclosure(VerificationError):
    """What is kept as a disclosure is not what its entry has sealed."""


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of the log at `index`; `raw` are the bytes that the tree hashes.

    `event` is the CloudEvent, its `data` sealed. `disclosures` are the SD-JWT
    disclosures that the reader may see, and `disclosed` their values by field.
    """

    index: int
    raw: bytes
    event: Mapping[str, Any]
    disclosures: tuple[str, ...] = ()
    disclosed: Mapping[str, Json] = field(default_factory=dict[str, Json])

    @property
    def type(self) -> str:
        """The event's type on the wire, `register.<service>.<event>.v<n>`."""
        return cast("str", self.event["type"])

    @property
    def source(self) -> str:
        """Who said it: `/<service>`, or the log itself."""
        return cast("str", self.event["source"])

    def says(self, event_type: str) -> bool:
        """Return whether it is an event of this type, said by whose word that is."""
        return self.type == event_type and may_say(self.source, event_type)

    @property
    def stream(self) -> str:
        """The stream that the event belongs to."""
        return cast("str", self.event["subject"])

    @property
    def data(self) -> Mapping[str, Json]:
        """The event's data, its personal fields still sealed."""
        return cast("Mapping[str, Json]", self.event["data"])


class Fold(Protocol[T_co]):
    """Something computed from the log's entries, each given once and in order.

    It keeps what it needs and no more: a log is longer than a memory.
    """

    def take(self, entry: Logged) -> None:
        """Take in the next entry."""
        ...

    def result(self) -> T_co:
        """Return what has come of the entries so far."""
        ...


def logged(
    index: int, raw: bytes, disclosures: Iterable[str], roles: Collection[Role]
) -> Logged:
    """Return an entry with those of its disclosures that these roles may see.

    One that is not there, or not for these roles, is withheld. Raises
    `AlteredDisclosure` for one that the entry has not sealed, which is there in the
    place of one that it has, and `Unreadable` where the entry is no event.
    """
    try:
        event = cast("dict[str, Any]", orjson.loads(raw))
        digests = frozenset[str](event["data"].get(DIGESTS, ()))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"Entry {index} is no event.") from error
    seen: list[str] = []
    disclosed: dict[str, Json] = {}
    for text in disclosures:
        if not text.isascii() or digest(text) not in digests:
            raise AlteredDisclosure(_named(index, str(event.get("type")), text))
        name, value = open_disclosure(text)
        if may_see(roles, name, str(event.get("type"))):
            seen.append(text)
            disclosed[name] = value
    return Logged(index, raw, event, tuple(seen), disclosed)


def _named(index: int, event_type: str, text: str) -> str:
    """Name the field that a disclosure claims to be, if the event can have it.

    Another name may say anything, also what is personal.
    """
    contract = EVENTS.get(event_type)
    try:
        name, _ = open_disclosure(text)
    except Unreadable:
        name = ""
    if contract is None or name not in personal_fields(contract):
        return f"one of entry {index}"
    return f"field '{name}' of entry {index}"
