"""The tables of cases follow their events, and take in what assessors need."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from services.assessment.assessing.rules.naming import assessment_of, folded
from shared.capability import Database, Holding, Recorded
from shared.clock import register_date
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessmentOpened,
    AssessmentOverdue,
    AssessorAppointed,
    AssessorsAssigned,
    RecommendationGiven,
)
from shared.contracts.contract import EventData
from shared.contracts.envelope import Envelope
from shared.contracts.retention import RecordClass

OPEN = """
INSERT INTO cases (assessment_id, application_id, scopes, route, opened_at, opened_on)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING
"""
DUE = "UPDATE cases SET due_at = $2 WHERE assessment_id = $1"
ASSIGN = """
INSERT INTO case_assessors (assessment_id, assessor_id)
VALUES ($1, $2)
ON CONFLICT DO NOTHING
"""
GIVE = """
UPDATE case_assessors
SET recommendation = $3, given_at = $4
WHERE assessment_id = $1 AND assessor_id = $2
"""
KEEP_REASONS = """
INSERT INTO case_reasons (assessment_id, assessor_id, person_id, reasons)
VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING
"""
CONCLUDE = "UPDATE cases SET outcome = $2 WHERE assessment_id = $1"
OVERDUE = "UPDATE cases SET overdue = true WHERE assessment_id = $1"

JOIN_POOL = """
INSERT INTO pool (assessor_id, person_id, email, scopes, capacity)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (assessor_id) DO UPDATE SET
    person_id = excluded.person_id,
    email = excluded.email,
    scopes = excluded.scopes,
    capacity = excluded.capacity
"""
KEEP_PAPERS = """
INSERT INTO case_papers (
    assessment_id,
    person_id,
    title,
    given_names,
    family_name,
    employer,
    job_title,
    work_town,
    qualification,
    awarding_body,
    awarded_on,
    proposer_1_name,
    proposer_2_name,
    parties
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT DO NOTHING
"""

HOLDS = (
    Holding(
        "case_papers",
        RecordClass.APPLICATION,
        "DELETE FROM case_papers WHERE person_id = $1",
    ),
    Holding(
        "case_reasons",
        RecordClass.APPLICATION,
        "DELETE FROM case_reasons WHERE person_id = $1",
    ),
    Holding(
        "pool",
        RecordClass.ASSESSOR,
        "UPDATE pool SET person_id = NULL, email = NULL WHERE person_id = $1",
    ),
)
"""What the tables of cases hold of a person."""

EventT = TypeVar("EventT", bound=EventData)


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Follow the cases: in the order in which a case lives, kind by kind."""
    opened = [
        (
            event.assessment_id,
            event.application_id,
            list(event.scopes),
            event.route,
            at.time,
            register_date(at.time),
        )
        for at, event in _each(recorded, AssessmentOpened)
    ]
    assigned = [event for _, event in _each(recorded, AssessorsAssigned)]
    pairs = [(one.assessment_id, who) for one in assigned for who in one.assessors]
    given = [
        (event.assessment_id, event.assessor_id, event.recommendation, at.time)
        for at, event in _each(recorded, RecommendationGiven)
    ]
    reasons = [
        (event.assessment_id, event.assessor_id, event.person_id, event.reasons)
        for _, event in _each(recorded, RecommendationGiven)
    ]
    concluded = [
        (event.assessment_id, event.outcome)
        for _, event in _each(recorded, AssessmentConcluded)
    ]
    overdue = [
        (event.assessment_id,) for _, event in _each(recorded, AssessmentOverdue)
    ]
    await _write(database, OPEN, opened)
    await _write(database, DUE, [(one.assessment_id, one.due_at) for one in assigned])
    await _write(database, ASSIGN, pairs)
    await _write(database, GIVE, given)
    await _write(database, KEEP_REASONS, reasons)
    await _write(database, CONCLUDE, concluded)
    await _write(database, OVERDUE, overdue)


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in who joined the pool, and the papers of new cases."""
    pool = [
        (one.assessor_id, one.person_id, one.email, list(one.scopes), one.capacity)
        for _, one in _each(recorded, AssessorAppointed)
    ]
    papers = [
        _papers(event)
        for _, event in _each(recorded, ApplicationSubmitted)
        if event.person_id is not None
    ]
    await _write(database, JOIN_POOL, pool)
    await _write(database, KEEP_PAPERS, papers)


def _papers(event: ApplicationSubmitted) -> tuple[object, ...]:
    parties = folded(event.email, event.proposer_1_email, event.proposer_2_email)
    return (
        assessment_of(event.application_id),
        event.person_id,
        event.title,
        event.given_names,
        event.family_name,
        event.employer,
        event.job_title,
        event.work_town,
        event.qualification,
        event.awarding_body,
        event.awarded_on,
        event.proposer_1_name,
        event.proposer_2_name,
        sorted(parties),
    )


def _each(
    recorded: Sequence[Recorded], kind: type[EventT]
) -> Iterable[tuple[Envelope, EventT]]:
    for one in recorded:
        if isinstance(one.event, kind):
            yield one.envelope, one.event


async def _write(
    database: Database, statement: str, rows: Sequence[tuple[object, ...]]
) -> None:
    if rows:
        await database.executemany(statement, rows)
