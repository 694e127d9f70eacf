"""The public register follows its events, in the deciding transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias

from services.applications.footings import Standing, drop_footings, put_footings
from services.applications.registration.deciding.evolving import footings_of
from services.applications.registration.rules import Status
from shared.capability import Database, Holding, Recorded
from shared.contracts.applications import RegistrationEntered
from shared.contracts.contract import EventData
from shared.contracts.entries import (
    EntryAmended,
    EntryRemoved,
    EntryRestored,
    PracticeLevelAdded,
    ScopesAdded,
)
from shared.contracts.retention import RecordClass
from shared.contracts.transfers import EntryTransferred
from shared.names import plain

Follows: TypeAlias = Callable[[Database, Sequence[Recorded]], Awaitable[None]]
Row: TypeAlias = tuple[object, ...]

# Entries come in the order in which their numbers were given: the turn sees to it.
ENTERED = """
INSERT INTO register_entries (
    sequence, registration_number, person_id, application_id, scopes, route, status,
    registered_on, given_names, family_name, work_town, sought_name)
SELECT coalesce(max(sequence), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
  FROM register_entries
ON CONFLICT (registration_number) DO NOTHING
"""

STATUS = """
INSERT INTO entry_statuses (
    registration_number, status, since, version, known_since, reason)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING
"""

STANDS = "UPDATE register_entries SET status = $2 WHERE registration_number = $1"

SCOPE = """
INSERT INTO entry_scopes (
    registration_number, scope, place, since, version, known_since, application_id,
    route)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING
"""

# What the entry has now, for whoever counts or moves it; a day's is of entry_scopes.
HELD_NOW = """
UPDATE register_entries
   SET scopes = ARRAY(SELECT scope
                        FROM entry_scopes s
                       WHERE s.registration_number = $1 AND until IS NULL
                       ORDER BY since, version, place)
 WHERE registration_number = $1
"""

SCOPES_END = """
UPDATE entry_scopes
   SET until = $3, known_until = $4
 WHERE registration_number = $1
   AND until IS NULL
   AND ($2::text[] IS NULL OR scope = ANY($2))
"""

LEVEL = """
INSERT INTO entry_levels (
    registration_number, level, scope, since, version, known_since, application_id,
    review_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING
"""

LEVELS_END = """
UPDATE entry_levels
   SET until = $4, known_until = $5
 WHERE registration_number = $1
   AND until IS NULL
   AND (level = ANY($2::text[]) OR $3::text[] IS NULL OR scope = ANY($3))
"""

HOLDS = (
    Holding(
        "register_entries",
        RecordClass.CONTACT,
        "UPDATE register_entries SET work_town = NULL WHERE person_id = $1",
    ),
    Holding(
        "register_entries",
        RecordClass.ENTRY,
        "UPDATE register_entries"
        " SET given_names = NULL, family_name = NULL, sought_name = NULL"
        " WHERE person_id = $1",
    ),
)
"""What the register's entries hold of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the register up to these events, in their order."""
    for kind, run in groupby(recorded, key=lambda one: type(one.event)):
        await FOLLOWED[kind](database, list(run))


async def _entered(database: Database, recorded: Sequence[Recorded]) -> None:
    entries: list[Row] = []
    statuses: list[Row] = []
    for one in recorded:
        event = one.event
        if not isinstance(event, RegistrationEntered):
            continue
        status = Status.REGISTERED.value
        number, day = event.registration_number, event.registered_on
        statuses.append((number, status, day, *_recorded(one), one.envelope.reason))
        entries.append(
            (
                number,
                event.person_id,
                event.application_id,
                event.scopes,
                event.route,
                status,
                day,
                event.given_names,
                event.family_name,
                event.work_town,
                plain(f"{event.given_names or ''} {event.family_name or ''}"),
            )
        )
    await database.executemany(ENTERED, entries)
    await database.executemany(STATUS, statuses)
    await _scopes_begin(database, recorded)


async def _scopes_added(database: Database, recorded: Sequence[Recorded]) -> None:
    await _scopes_begin(database, recorded)
    await database.executemany(HELD_NOW, _numbers(recorded))


async def _scopes_begin(database: Database, recorded: Sequence[Recorded]) -> None:
    """Let the scopes of an entry begin, and stand on their footings."""
    scopes: list[Row] = []
    standings: list[Standing] = []
    for one in recorded:
        event = one.event
        if not isinstance(event, RegistrationEntered | ScopesAdded | EntryRestored):
            continue
        number, since = event.registration_number, _since(event)
        basis = (event.application_id, event.route)
        scopes.extend(
            (number, scope, place, since, *_recorded(one), *basis)
            for place, scope in enumerate(event.scopes)
        )
        standings.extend(
            Standing(number, event.application_id, scope, footing, since)
            for scope, footing in footings_of(event).items()
        )
    await database.executemany(SCOPE, scopes)
    await put_footings(database, standings)


async def _level_added(database: Database, recorded: Sequence[Recorded]) -> None:
    await database.executemany(
        LEVEL,
        [
            (
                event.registration_number,
                event.level,
                scope,
                event.added_on,
                *_recorded(one),
                event.application_id,
                event.review_by,
            )
            for one in recorded
            if isinstance(event := one.event, PracticeLevelAdded)
            for scope in event.scopes
        ],
    )


async def _restored(database: Database, recorded: Sequence[Recorded]) -> None:
    """An entry that stands again has the scopes of its readmission alone."""
    scopes: list[Row] = []
    levels: list[Row] = []
    statuses: list[Row] = []
    for one in recorded:
        event, at = one.event, one.envelope.time
        if isinstance(event, EntryRestored):
            number, day = event.registration_number, event.restored_on
            scopes.append((number, None, day, at))
            levels.append((number, [], None, day, at))
            reason = event.reason.value
            statuses.append((number, event.status, day, *_recorded(one), reason))
    await database.executemany(SCOPES_END, scopes)
    await database.executemany(LEVELS_END, levels)
    await _statuses(database, statuses)
    await _scopes_added(database, recorded)


async def _amended(database: Database, recorded: Sequence[Recorded]) -> None:
    for one in recorded:
        event, at = one.event, one.envelope.time
        if isinstance(event, EntryAmended):
            number, day = event.registration_number, event.amended_on
            ended, levels = list(event.scopes_ended), list(event.levels_ended)
            await database.execute(SCOPES_END, number, ended, day, at)
            await database.execute(LEVELS_END, number, levels, ended, day, at)
            await drop_footings(database, number, ended)
    await database.executemany(HELD_NOW, _numbers(recorded))


async def _removed(database: Database, recorded: Sequence[Recorded]) -> None:
    rows = [
        (e.registration_number, e.status, e.removed_on, *_recorded(one), e.reason)
        for one in recorded
        if isinstance(e := one.event, EntryRemoved)
    ]
    await _statuses(database, rows)
    for number, *_ in rows:
        await drop_footings(database, number, None)


async def _statuses(database: Database, rows: Sequence[Row]) -> None:
    await database.executemany(STATUS, rows)
    await database.executemany(
        STANDS, [(number, status) for number, status, *_ in rows]
    )


async def _transferred(database: Database, recorded: Sequence[Recorded]) -> None:
    standings = [
        Standing(
            event.registration_number,
            event.application_id,
            event.scope,
            event.footing,
            event.transferred_on,
        )
        for event in (one.event for one in recorded)
        if isinstance(event, EntryTransferred)
    ]
    await put_footings(database, standings)


def _recorded(one: Recorded) -> tuple[int, datetime]:
    """Return the version of the entry's stream, and when it was recorded."""
    return one.envelope.sequence, one.envelope.time


def _since(event: RegistrationEntered | ScopesAdded | EntryRestored) -> date:
    match event:
        case RegistrationEntered():
            return event.registered_on
        case ScopesAdded():
            return event.added_on
        case EntryRestored():
            return event.restored_on


def _numbers(recorded: Sequence[Recorded]) -> list[Row]:
    return [(one.envelope.subject.removeprefix("registration/"),) for one in recorded]


FOLLOWED: Mapping[type[EventData], Follows] = MappingProxyType(
    {
        RegistrationEntered: _entered,
        EntryTransferred: _transferred,
        ScopesAdded: _scopes_added,
        PracticeLevelAdded: _level_added,
        EntryRestored: _restored,
        EntryAmended: _amended,
        EntryRemoved: _removed,
    }
)
"""What follows each event."""
