"""What of a trail is erased, when and why: told from the log alone, for every reader.

Which fields an erasure reaches follows from its kinds of record and from the event's
contract (domain §5.6), never from what is missing: to most readers much is merely not
shown. An entry is known to be of a person by what it or its stream says in clear.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from oversight.logged import Logged
from oversight.trails.family import Family
from shared.contracts.canonical import Json
from shared.contracts.catalogue import EVENTS
from shared.contracts.contract import personal_fields
from shared.contracts.retention import record_class
from shared.contracts.sealing import DIGESTS

_OF_ONE_PERSON = frozenset({"application", "registration", "renewal"})


@dataclass(frozen=True, slots=True)
class Erased:
    """Personal fields of an entry that the erasure at `index` of the log reached."""

    index: int
    time: str
    reason: str
    authority: str
    fields: tuple[str, ...]

    def as_json(self) -> dict[str, Json]:
        """Return the erasure as every form has it that has members."""
        return {
            "index": self.index,
            "time": self.time,
            "reason": self.reason,
            "authority": self.authority,
            "fields": list(self.fields),
        }


class Erasures:
    """The erasures that reached a subject's own streams, out of those that are given.

    Memory is that of the erasures which concern the subject, and of its streams.
    """

    def __init__(self, family: Family, orders: Iterable[Logged] = ()) -> None:
        self._orders: dict[str, list[Logged]] = {}
        self._people: dict[str, str] = {}
        named = family.streams | family.names
        for order in orders:
            streams = [f"application/{it}" for it in _texts(order, "applications")]
            if named.isdisjoint((order.stream, *streams)):
                continue
            person = str(order.data.get("about")).removeprefix("person/")
            self._orders.setdefault(person, []).append(order)
            self._people.update(dict.fromkeys(streams, person))

    def of(self, entry: Logged) -> tuple[Erased, ...]:
        """Return what is erased of an entry, by the erasures that reached it.

        A stream's entries have to be given from its first, which says whose it is. A
        field that is disclosed is not called erased, nor one that is kept by a rule.
        """
        if not self._orders:
            return ()
        person = self._people.get(entry.stream) or self._said_by(entry)
        if person is None:
            return ()
        self._people[entry.stream] = person
        if not entry.data.get(DIGESTS):
            return ()
        return tuple(_reached(entry, self._orders.get(person, [])))

    def _said_by(self, entry: Logged) -> str | None:
        kind = entry.stream.partition("/")[0]
        # What tells an applicant is the applicant's; what tells an assessor is not.
        if kind == "message":
            return self._people.get(str(entry.data.get("about")))
        if kind not in _OF_ONE_PERSON:
            return None
        person = str(entry.data.get("person_id"))
        if person in self._orders:
            return person
        return self._people.get(f"application/{entry.data.get('application_id')}")


def _reached(entry: Logged, orders: Iterable[Logged]) -> Iterator[Erased]:
    left = set(_classes(entry.type)) - set(entry.disclosed)
    for order in sorted(orders, key=lambda it: it.index):
        kinds = _texts(order, "erased")
        fields = {it for it in left if _classes(entry.type)[it] in kinds}
        if fields:
            left -= fields
            yield Erased(
                order.index,
                order.event["time"],
                str(order.data.get("reason")),
                str(order.data.get("authority")),
                tuple(sorted(fields)),
            )


def _texts(order: Logged, field: str) -> list[str]:
    value = order.data.get(field)
    if not isinstance(value, list):
        return []
    return [it for it in value if isinstance(it, str)]


@cache
def _classes(event_type: str) -> dict[str, str]:
    contract = EVENTS.get(event_type)
    if contract is None:
        return {}
    return {it: record_class(event_type, it) for it in personal_fields(contract)}
