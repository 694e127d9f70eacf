"""Entries: who stands in the register under which number, or stood in it.

Registration writes them in the transaction of its own events; whoever must know
whether somebody has an entry looks here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record

from shared.capability import Database

# Of a person with several, as when two people are found to be one: the one that stands.
OF_PEOPLE = """
SELECT p.person_id AS sought,
       r.registration_number,
       r.application_id,
       r.person_id,
       r.status = 'registered' AS stands
  FROM entry_people p
  JOIN register_entries r USING (registration_number)
 WHERE p.person_id = ANY($1::uuid[])
 ORDER BY r.status = 'registered', r.sequence
"""

NUMBERED = """
SELECT upper(registration_number) AS sought,
       registration_number,
       application_id,
       person_id,
       status = 'registered' AS stands
  FROM register_entries
 WHERE upper(registration_number) = ANY($1::text[])
"""

LED_TO = """
SELECT l.application_id AS sought,
       r.registration_number,
       r.application_id,
       r.person_id,
       r.status = 'registered' AS stands
  FROM entry_applications l
  JOIN register_entries r USING (registration_number)
 WHERE l.application_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class EntryOf:
    """An entry: its number, the application that it began with, whose it is.

    One that does not `stand` has left the register.
    """

    registration_number: str
    application_id: UUID
    person_id: UUID
    stands: bool


async def entries_of(
    database: Database, people: Iterable[UUID]
) -> Mapping[UUID, EntryOf]:
    """Return the entry of each of these people who has one."""
    sought = sorted(set(people))
    if not sought:
        return {}
    rows = await database.fetch(OF_PEOPLE, sought)
    return {row["sought"]: _entry(row) for row in rows}


async def entries_numbered(
    database: Database, numbers: Iterable[str]
) -> Mapping[str, EntryOf]:
    """Return the entries that have these numbers, by number in capitals."""
    sought = sorted({number.upper() for number in numbers})
    if not sought:
        return {}
    rows = await database.fetch(NUMBERED, sought)
    return {row["sought"]: _entry(row) for row in rows}


async def entries_by_application(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, EntryOf]:
    """Return the entry that each of these applications led to, or extended."""
    rows = await database.fetch(LED_TO, list(applications))
    return {row["sought"]: _entry(row) for row in rows}


def _entry(row: Record) -> EntryOf:
    return EntryOf(
        registration_number=row["registration_number"],
        application_id=row["application_id"],
        person_id=row["person_id"],
        stands=row["stands"],
    )
