"""The tables of the pool follow what happens to assessors and scopes."""

from collections.abc import Sequence

from shared.capability import Database, Holding, Recorded
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import (
    AppointmentEnded,
    AssessorTrained,
    InterestsDeclared,
    LeaveCancelled,
    LeaveRecorded,
    ScopeCovered,
    ScopeShortOfAssessors,
)
from shared.contracts.retention import RecordClass

APPOINT = """
INSERT INTO assessors (
    assessor_id,
    person_id,
    name,
    email,
    scopes,
    capacity,
    standing,
    levels,
    nominated_by,
    until,
    training_lapses_on,
    interests_by,
    lead
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (assessor_id) DO UPDATE SET
    person_id = excluded.person_id,
    name = excluded.name,
    email = excluded.email,
    scopes = excluded.scopes,
    capacity = excluded.capacity,
    standing = excluded.standing,
    levels = excluded.levels,
    nominated_by = excluded.nominated_by,
    until = excluded.until,
    training_lapses_on = excluded.training_lapses_on,
    interests_by = excluded.interests_by,
    lead = excluded.lead
"""
TRAINED = "UPDATE assessors SET training_lapses_on = $2 WHERE assessor_id = $1"
DECLARED = """
UPDATE assessors
SET interests_by = $2, declared_none = $3, interests = $4
WHERE assessor_id = $1
"""
ENDED = "UPDATE assessors SET until = $2 WHERE assessor_id = $1"
ON_LEAVE = """
INSERT INTO assessor_leave (assessor_id, starts_on, ends_on)
VALUES ($1, $2, $3)
ON CONFLICT (assessor_id, starts_on) DO UPDATE SET ends_on = excluded.ends_on
"""
OFF_LEAVE = "DELETE FROM assessor_leave WHERE assessor_id = $1 AND starts_on = $2"
COVER = """
INSERT INTO scope_cover (scope, short, free, needed, since)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (scope) DO UPDATE SET
    short = excluded.short,
    free = excluded.free,
    needed = excluded.needed,
    since = excluded.since
"""

HOLDS = (
    Holding(
        "assessors",
        RecordClass.ASSESSOR,
        "UPDATE assessors SET person_id = NULL, name = NULL, email = NULL,"
        " interests = NULL WHERE person_id = $1",
    ),
)
"""What the table of assessors holds of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Follow the assessors and the scopes, in order: they change seldom."""
    for one in recorded:
        await _follow(database, one)


async def _follow(database: Database, one: Recorded) -> None:
    match one.event:
        case AssessorAppointed() as event:
            await _appoint(database, event)
        case AssessorTrained() as event:
            await database.execute(TRAINED, event.assessor_id, event.lapses_on)
        case InterestsDeclared() as event:
            declared = event.interests.model_dump_json() if event.interests else None
            await database.execute(
                DECLARED,
                event.assessor_id,
                event.review_on,
                event.declared_none,
                declared,
            )
        case LeaveRecorded() as event:
            await database.execute(
                ON_LEAVE, event.assessor_id, event.starts_on, event.ends_on
            )
        case LeaveCancelled() as event:
            await database.execute(OFF_LEAVE, event.assessor_id, event.starts_on)
        case AppointmentEnded() as event:
            await database.execute(ENDED, event.assessor_id, event.ended_on)
        case ScopeShortOfAssessors() | ScopeCovered() as event:
            short = isinstance(event, ScopeShortOfAssessors)
            await database.execute(
                COVER, event.scope, short, event.free, event.needed, one.envelope.time
            )
        case _:
            pass


async def _appoint(database: Database, event: AssessorAppointed) -> None:
    await database.execute(
        APPOINT,
        event.assessor_id,
        event.person_id,
        event.name,
        event.email,
        list(event.scopes),
        event.capacity,
        event.standing,
        list(event.levels),
        event.nominated_by,
        event.until,
        event.training_lapses_on,
        event.interests_by,
        event.lead,
    )
