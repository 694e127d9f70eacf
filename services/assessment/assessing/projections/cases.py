"""The tables of cases follow their events, and take in the papers."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from services.assessment.assessing.judgements import (
    Said,
    keep_closures,
    keep_conclusions,
    keep_disputes,
    keep_drafts,
    keep_judgements,
    keep_moderations,
    keep_rounds,
)
from services.assessment.assessing.queries import PAPERS, SHOWN_PAPERS, listed
from services.assessment.assessing.rules.likeness import folded
from services.assessment.assessing.rules.naming import (
    assessment_of,
    fresh_assessment_of,
)
from shared.capability import Database, Holding, Recorded
from shared.clock import register_date
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessmentOpened,
    AssessmentOverdue,
    AssessorsAssigned,
    RecommendationGiven,
)
from shared.contracts.assigning import (
    AssessmentEscalated,
    AssessorJoined,
    AssessorRecused,
)
from shared.contracts.contract import EventData
from shared.contracts.envelope import Envelope
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentClosed,
    AssessmentReopened,
    AssessmentSaved,
    DisagreementFound,
    ModerationBegun,
    RecommendationReconsidered,
)
from shared.contracts.retention import RecordClass

OPEN = """
INSERT INTO cases (
    assessment_id,
    application_id,
    scopes,
    route,
    opened_at,
    opened_on,
    due_at,
    standards,
    asked,
    level
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
ON CONFLICT DO NOTHING
"""
SEATS = "UPDATE cases SET due_at = $2, seats = $3 WHERE assessment_id = $1"
ASSIGN = """
INSERT INTO case_assessors (assessment_id, assessor_id)
VALUES ($1, $2)
ON CONFLICT DO NOTHING
"""
LEAVE = """
DELETE FROM case_assessors
WHERE assessment_id = $1 AND assessor_id = $2 AND recommendation IS NULL
"""
FORGET_DRAFT = "DELETE FROM case_drafts WHERE assessment_id = $1 AND assessor_id = $2"
ESCALATE = "UPDATE cases SET escalated_to = $2 WHERE assessment_id = $1"
OVERDUE = "UPDATE cases SET overdue = true WHERE assessment_id = $1"

_PLACES = ", ".join(f"${place}" for place in range(1, len(PAPERS) + 2))

KEEP_PAPERS = f"""
INSERT INTO case_papers (assessment_id, {listed(PAPERS)})
VALUES ({_PLACES})
ON CONFLICT DO NOTHING
"""  # noqa: S608 - made of constants

COPY_PAPERS = f"""
INSERT INTO case_papers (assessment_id, {listed(PAPERS)})
SELECT $2, {listed(PAPERS)}
FROM case_papers
WHERE assessment_id = $1
ON CONFLICT DO NOTHING
"""  # noqa: S608 - made of constants

PAPERS_HELD = (
    Holding(
        "case_papers",
        RecordClass.APPLICATION,
        "DELETE FROM case_papers WHERE person_id = $1",
    ),
    Holding(
        "case_judgements",
        RecordClass.APPLICATION,
        "UPDATE case_judgements"
        " SET person_id = NULL, reasons = NULL, reasons_by_standard = NULL"
        " WHERE person_id = $1",
    ),
    Holding(
        "case_drafts",
        RecordClass.APPLICATION,
        "DELETE FROM case_drafts WHERE person_id = $1",
    ),
)
"""What the tables of cases hold of a person."""

EventT = TypeVar("EventT", bound=EventData)


async def keep_leavers(database: Database, said: Sequence[Said]) -> None:
    """Take who left a case off it, with their draft; what they gave before stays."""
    left = [
        (event.assessment_id, event.assessor_id)
        for _, event in said
        if isinstance(event, AssessorRecused)
    ]
    await _write(database, LEAVE, left)
    await _write(database, FORGET_DRAFT, left)


async def keep_joiners(database: Database, said: Sequence[Said]) -> None:
    """Give a case to who joined it."""
    joined = [event for _, event in said if isinstance(event, AssessorJoined)]
    seats = [(one.assessment_id, one.due_at, one.seats) for one in joined]
    await _write(database, SEATS, seats)
    pairs = [(one.assessment_id, one.assessor_id) for one in joined]
    await _write(database, ASSIGN, pairs)


Write: TypeAlias = Callable[[Database, Sequence[Said]], Awaitable[None]]

KEEPING: Mapping[type[EventData], Write] = MappingProxyType(
    {
        AssessorRecused: keep_leavers,
        AssessorJoined: keep_joiners,
        AssessmentSaved: keep_drafts,
        RecommendationGiven: keep_judgements,
        DisagreementFound: keep_disputes,
        ModerationBegun: keep_moderations,
        RecommendationReconsidered: keep_judgements,
        AssessmentAdjudicated: keep_judgements,
        AssessmentConcluded: keep_conclusions,
        AssessmentReopened: keep_rounds,
        AssessmentClosed: keep_closures,
    }
)
"""What the tables do of each kind of event, as a case lives on."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Follow the cases: kind by kind, as often as one of them goes on for a round."""
    await _assign(database, recorded)
    for wave in waves(recorded, list(KEEPING)):
        for kind, keep in KEEPING.items():
            said = wave.get(kind)
            if said:
                await keep(database, said)
    overdue = [
        (event.assessment_id,) for _, event in _each(recorded, AssessmentOverdue)
    ]
    await _write(database, OVERDUE, overdue)
    escalated = [
        (event.assessment_id, event.level)
        for _, event in _each(recorded, AssessmentEscalated)
    ]
    await _write(database, ESCALATE, escalated)


def waves(
    recorded: Sequence[Recorded], order: Sequence[type[EventData]]
) -> Sequence[Mapping[type[EventData], Sequence[Said]]]:
    """Return the events by kind, in as many waves as keep each case's own order.

    Kind by kind is one statement for many cases; a case in which an earlier kind comes
    again goes on in the next wave.
    """
    ranks = {kind: rank for rank, kind in enumerate(order)}
    at: dict[str, tuple[int, int]] = {}
    found: list[dict[type[EventData], list[Said]]] = []
    for one in recorded:
        rank = ranks.get(type(one.event))
        if rank is None:
            continue
        wave, last = at.get(one.envelope.subject, (0, 0))
        wave += rank < last
        at[one.envelope.subject] = (wave, rank)
        if wave == len(found):
            found.append({})
        found[wave].setdefault(type(one.event), []).append((one.envelope, one.event))
    return found


async def _assign(database: Database, recorded: Sequence[Recorded]) -> None:
    """Open the cases, and give them to their assessors."""
    opened = [
        (
            event.assessment_id,
            event.application_id,
            list(event.scopes),
            event.route,
            at.time,
            register_date(at.time),
            event.due_at,
            list(event.standards),
            event.level,
        )
        for at, event in _each(recorded, AssessmentOpened)
    ]
    assigned = [event for _, event in _each(recorded, AssessorsAssigned)]
    seats = [(one.assessment_id, one.due_at, len(one.assessors)) for one in assigned]
    pairs = [(one.assessment_id, who) for one in assigned for who in one.assessors]
    await _write(database, OPEN, opened)
    await _write(database, SEATS, seats)
    await _write(database, ASSIGN, pairs)


async def take_in_papers(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in the papers of new cases; those assessed afresh have those they had."""
    papers = [
        _papers(event)
        for _, event in _each(recorded, ApplicationSubmitted)
        if event.person_id is not None
    ]
    await _write(database, KEEP_PAPERS, papers)
    afresh = [
        (
            assessment_of(event.application_id),
            fresh_assessment_of(event.application_id, event.assessment),
        )
        for _, event in _each(recorded, FreshAssessmentOrdered)
    ]
    await _write(database, COPY_PAPERS, afresh)


def _papers(event: ApplicationSubmitted) -> tuple[object, ...]:
    parties = folded(event.email, event.proposer_1_email, event.proposer_2_email)
    kept: Mapping[str, object] = {
        **{name: getattr(event, name) for name in SHOWN_PAPERS},
        "person_id": event.person_id,
        "parties": sorted(parties),
        "email": min(folded(event.email), default=None),
        "other_proposer_names": [],
    }
    return (assessment_of(event.application_id), *(kept[name] for name in PAPERS))


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
