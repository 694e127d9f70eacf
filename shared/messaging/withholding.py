"""What still arrives of an erased person arrives without what was erased."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from shared.capability import Database
from shared.contracts.retention import RecordClass
from shared.erasing.erasure import erased_records, remaining
from shared.messaging.arrivals import Arrival, Heard, judge_bytes


async def withhold_erased(
    database: Database | None, arrivals: Sequence[Arrival]
) -> Sequence[Arrival]:
    """Return the arrivals, those of erased people without what is erased of them.

    Kafka keeps a record for days, and a producer may send its history again.
    """
    people = {person for one in arrivals if (person := _person(one)) is not None}
    if database is None or not people:
        return arrivals
    erased = await erased_records(database, people)
    if not erased:
        return arrivals
    return [_withheld(one, erased) for one in arrivals]


def _withheld(
    arrival: Arrival, erased: Mapping[UUID, Collection[RecordClass]]
) -> Arrival:
    person = _person(arrival)
    if not isinstance(arrival, Heard) or person is None or person not in erased:
        return arrival
    rest = remaining(arrival.envelope.type, arrival.disclosures, erased[person])
    place = (arrival.stream, arrival.version)
    return judge_bytes(arrival.raw, rest, place)


def _person(arrival: Arrival) -> UUID | None:
    """Return whom a record is about, where it discloses anything about them."""
    if not isinstance(arrival, Heard) or not arrival.disclosures:
        return None
    person = vars(arrival.event).get("person_id")
    return person if isinstance(person, UUID) else None
