"""The pool as assignments see it, taken in from what is heard of the assessors."""

from collections.abc import Sequence

from services.assessment.assessing.queries import CENTRE, EMPLOYER, PERSON
from shared.capability import Database, Holding, Recorded
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import (
    AppointmentEnded,
    AssessorTrained,
    InterestsDeclared,
    LeaveCancelled,
    LeaveRecorded,
)
from shared.contracts.contract import EventData
from shared.contracts.retention import RecordClass

JOIN = """
INSERT INTO pool (
    assessor_id,
    person_id,
    email,
    name,
    scopes,
    capacity,
    until,
    training_lapses_on,
    interests_by,
    lead,
    levels
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (assessor_id) DO UPDATE SET
    person_id = excluded.person_id,
    email = excluded.email,
    name = excluded.name,
    scopes = excluded.scopes,
    capacity = excluded.capacity,
    until = excluded.until,
    training_lapses_on = excluded.training_lapses_on,
    interests_by = excluded.interests_by,
    lead = excluded.lead,
    levels = excluded.levels
"""
TRAINED = "UPDATE pool SET training_lapses_on = $2 WHERE assessor_id = $1"
DECLARED = "UPDATE pool SET interests_by = $2 WHERE assessor_id = $1"
ENDED = "UPDATE pool SET until = $2 WHERE assessor_id = $1"
ON_LEAVE = """
INSERT INTO pool_leave (assessor_id, starts_on, ends_on)
VALUES ($1, $2, $3)
ON CONFLICT (assessor_id, starts_on) DO UPDATE SET ends_on = excluded.ends_on
"""
NOT_ON_LEAVE = "DELETE FROM pool_leave WHERE assessor_id = $1 AND starts_on = $2"
FORGET_INTERESTS = "DELETE FROM pool_interests WHERE assessor_id = $1"
KEEP_INTERESTS = """
INSERT INTO pool_interests (assessor_id, person_id, kind, value, ceased, tie)
VALUES ($1, $2, $3, $4, $5, $6)
"""

POOL_HELD = (
    Holding(
        "pool",
        RecordClass.ASSESSOR,
        "UPDATE pool"
        " SET person_id = NULL, email = NULL, name = NULL WHERE person_id = $1",
    ),
    Holding(
        "pool_interests",
        RecordClass.ASSESSOR,
        "DELETE FROM pool_interests WHERE person_id = $1",
    ),
)
"""What the pool holds of a person."""


async def take_in_pool(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in what is heard of the assessors, in the order in which it is heard."""
    for one in recorded:
        await _take_in(database, one.event)


async def _take_in(database: Database, event: EventData) -> None:
    match event:
        case AssessorAppointed():
            await database.execute(
                JOIN,
                event.assessor_id,
                event.person_id,
                event.email,
                event.name,
                list(event.scopes),
                event.capacity,
                event.until,
                event.training_lapses_on,
                event.interests_by,
                event.lead,
                list(event.levels),
            )
        case AssessorTrained():
            await database.execute(TRAINED, event.assessor_id, event.lapses_on)
        case LeaveRecorded():
            await database.execute(
                ON_LEAVE, event.assessor_id, event.starts_on, event.ends_on
            )
        case LeaveCancelled():
            await database.execute(NOT_ON_LEAVE, event.assessor_id, event.starts_on)
        case InterestsDeclared():
            await database.execute(DECLARED, event.assessor_id, event.review_on)
            await database.execute(FORGET_INTERESTS, event.assessor_id)
            await database.executemany(KEEP_INTERESTS, _rows(event))
        case AppointmentEnded():
            await database.execute(ENDED, event.assessor_id, event.ended_on)
        case _:
            pass


def _rows(event: InterestsDeclared) -> list[tuple[object, ...]]:
    """Return what is declared, a row each; nothing where it is not disclosed."""
    declared = event.interests
    if declared is None or event.person_id is None:
        return []
    employers = [(EMPLOYER, one.employer, one.until, None) for one in declared.posts]
    centres = [(CENTRE, one, None, None) for one in declared.training_centres]
    people = [(PERSON, one.email, None, one.tie) for one in declared.people]
    return [
        (event.assessor_id, event.person_id, *row)
        for row in (*employers, *centres, *people)
    ]
