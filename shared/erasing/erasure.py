"""An erasure as a service knows of it: whose records, of which kinds, and whether done.

What is noted here holds from that moment: whatever still arrives of an erased person
arrives without its disclosures, be it from Kafka, by asking a producer, or anew.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record

from shared.capability import Database, Recorded
from shared.contracts.envelope import Envelope
from shared.contracts.retention import PersonErased, RecordClass, record_class
from shared.contracts.sealing import open_disclosure

PERSON = "person/"

NOTE = """
INSERT INTO erasures (
    erasure_id,
    person_id,
    erased,
    applications,
    event_id,
    correlation_id,
    confirm
)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT DO NOTHING
"""

ERASED = """
SELECT person_id, erased FROM erasures WHERE person_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A person is erased: these kinds of record, those of these applications.

    `event_id` is the event that says so. `confirm` is False where the service is known
    to have confirmed before, and has lost that with its database.
    """

    erasure_id: UUID
    person_id: UUID
    erased: frozenset[RecordClass]
    applications: tuple[UUID, ...]
    event_id: UUID
    correlation_id: UUID
    confirm: bool = True

    @property
    def streams(self) -> list[str]:
        """The streams that are about nobody but the person."""
        return [f"application/{one}" for one in self.applications]


def erasure_of(
    envelope: Envelope, event: PersonErased, *, confirm: bool = True
) -> Erasure:
    """Return the erasure that an event orders."""
    return Erasure(
        erasure_id=event.erasure_id,
        person_id=person_of(event.about),
        erased=frozenset(event.erased),
        applications=event.applications,
        event_id=envelope.id,
        correlation_id=envelope.correlationid,
        confirm=confirm,
    )


def erasures_in(recorded: Sequence[Recorded]) -> list[Erasure]:
    """Return the erasures that these events order."""
    return [
        erasure_of(one.envelope, one.event)
        for one in recorded
        if isinstance(one.event, PersonErased)
    ]


def erasure_from(row: Record) -> Erasure:
    """Return an erasure as the table `erasures` keeps it."""
    return Erasure(
        erasure_id=row["erasure_id"],
        person_id=row["person_id"],
        erased=frozenset(map(RecordClass, row["erased"])),
        applications=tuple(row["applications"]),
        event_id=row["event_id"],
        correlation_id=row["correlation_id"],
        confirm=row["confirm"],
    )


def person_of(stream: str) -> UUID:
    """Return the person whose stream it is."""
    return UUID(stream.removeprefix(PERSON))


async def note(database: Database, erasures: Sequence[Erasure]) -> None:
    """Keep what is to be erased, each once, in the caller's transaction."""
    if not erasures:
        return
    await database.executemany(
        NOTE,
        [
            (
                one.erasure_id,
                one.person_id,
                sorted(one.erased),
                list(one.applications),
                one.event_id,
                one.correlation_id,
                one.confirm,
            )
            for one in erasures
        ],
    )


async def erased_records(
    database: Database, people: Collection[UUID]
) -> Mapping[UUID, frozenset[RecordClass]]:
    """Return which kinds of record are erased of those people who are."""
    if not people:
        return {}
    erased: dict[UUID, frozenset[RecordClass]] = {}
    for row in await database.fetch(ERASED, list(people)):
        before = erased.get(row["person_id"], frozenset[RecordClass]())
        erased[row["person_id"]] = before | set(map(RecordClass, row["erased"]))
    return erased


def remaining(
    event_type: str, disclosures: str, erased: Collection[RecordClass]
) -> str:
    """Return the disclosures, joined by `~`, that an erasure leaves of an event's."""
    return "~".join(
        disclosed
        for disclosed in disclosures.split("~")
        if disclosed
        and record_class(event_type, open_disclosure(disclosed)[0]) not in erased
    )
