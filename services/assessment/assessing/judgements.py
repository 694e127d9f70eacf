"""The tables of what was said of a case follow its events."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from services.assessment.assessing.spoken import FIRST, SECOND
from shared.capability import Database
from shared.contracts.assessment import AssessmentConcluded, RecommendationGiven
from shared.contracts.contract import EventData
from shared.contracts.envelope import Envelope
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentClosed,
    AssessmentReopened,
    AssessmentSaved,
    DisagreementFound,
    Moderation,
    ModerationBegun,
    RecommendationReconsidered,
)

SAVE = """
INSERT INTO case_drafts (assessment_id, assessor_id, person_id, draft, saved_at)
VALUES ($1, $2, $3, $4::text::jsonb, $5)
ON CONFLICT (assessment_id, assessor_id) DO UPDATE SET
    person_id = excluded.person_id,
    draft = excluded.draft,
    saved_at = excluded.saved_at
"""

KEEP = """
INSERT INTO case_judgements (
    assessment_id, assessor_id, round, version, person_id, recommendation, findings,
    scopes, gaps, given_at, reasons, reasons_by_standard)
VALUES ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, $9, $10, $11, $12::text::jsonb)
ON CONFLICT DO NOTHING
"""

SPOKEN = """
UPDATE case_assessors
SET recommendation = $3, given_at = $4
WHERE assessment_id = $1 AND assessor_id = $2
"""

FORGET_DRAFT = """
DELETE FROM case_drafts
USING unnest($1::uuid[], $2::text[]) AS given (assessment_id, assessor_id)
WHERE case_drafts.assessment_id = given.assessment_id
AND case_drafts.assessor_id = given.assessor_id
"""

DISPUTED = "UPDATE cases SET disputed = $2, moderation = NULL WHERE assessment_id = $1"

# Who had the word and did not use it owes nothing more; who came for that has left.
LAPSE = """
DELETE FROM case_assessors
WHERE assessment_id = ANY($1::uuid[])
AND recommendation IS NULL
AND part <> 'assessor'
"""
SETTLE = """
UPDATE case_assessors
SET recommendation = (
    SELECT recommendation
    FROM case_judgements
    WHERE case_judgements.assessment_id = case_assessors.assessment_id
    AND case_judgements.assessor_id = case_assessors.assessor_id
    ORDER BY round DESC, version DESC
    LIMIT 1
)
WHERE assessment_id = ANY($1::uuid[]) AND recommendation IS NULL
"""

MODERATE = """
UPDATE cases
SET moderation = $2,
    moderation_due_at = $3,
    open_round = CASE WHEN $2 = 'discuss' THEN $4 ELSE open_round END
WHERE assessment_id = $1
"""

GIVE_WORD = """
INSERT INTO case_assessors (assessment_id, assessor_id, part, task)
VALUES ($1, $2, $3, $4)
ON CONFLICT (assessment_id, assessor_id) DO UPDATE SET
    recommendation = NULL,
    task = excluded.task
"""

CONCLUDE = """
UPDATE cases
SET outcome = $2,
    gaps = $3,
    recommended_scopes = $4,
    open_round = $5,
    moderation = NULL
WHERE assessment_id = $1
"""

REOPEN = """
UPDATE cases
SET outcome = NULL,
    round = $2,
    asked = ARRAY(SELECT code FROM unnest(asked) AS code WHERE code = ANY($3::text[])),
    gaps = $3,
    due_at = $4,
    overdue = false,
    escalated_to = NULL,
    disputed = '{}'
WHERE assessment_id = $1
"""

# Who does not go on keeps what they said, and has no seat of the case any more.
STAND_DOWN = """
UPDATE case_assessors
SET part = 'former-assessor'
WHERE assessment_id = $1 AND part = 'assessor' AND assessor_id <> ALL($2::text[])
"""

CLOSE = """
UPDATE cases
SET outcome = 'withdrawn'
WHERE assessment_id = ANY($1::uuid[])
"""
LEAVE = """
DELETE FROM case_assessors
WHERE assessment_id = ANY($1::uuid[]) AND recommendation IS NULL
"""
FORGET_DRAFTS = "DELETE FROM case_drafts WHERE assessment_id = ANY($1::uuid[])"

TASKS: Mapping[Moderation, str] = {
    Moderation.DISCUSS: "reconsider",
    Moderation.THIRD_ASSESSOR: "judge",
    Moderation.LEAD_ASSESSOR: "adjudicate",
}

Judgement: TypeAlias = (
    RecommendationGiven | RecommendationReconsidered | AssessmentAdjudicated
)
Said: TypeAlias = tuple[Envelope, EventData]


async def keep_drafts(database: Database, saved: Sequence[Said]) -> None:
    """Keep the last draft of each assessor."""
    rows = [
        (
            event.assessment_id,
            event.assessor_id,
            event.person_id,
            json.dumps(dict(event.draft or {})),
            at.time,
        )
        for at, event in saved
        if isinstance(event, AssessmentSaved)
    ]
    await _write(database, SAVE, rows)


async def keep_judgements(database: Database, said: Sequence[Said]) -> None:
    """Keep what was said, and that it is owed no more."""
    judgements = [(at, event) for at, event in said if isinstance(event, Judgement)]
    await _write(database, KEEP, [_row(at, event) for at, event in judgements])
    spoken = [
        (event.assessment_id, event.assessor_id, event.recommendation, at.time)
        for at, event in judgements
    ]
    await _write(database, SPOKEN, spoken)
    if spoken:
        cases, assessors, *_ = zip(*spoken, strict=True)
        await database.execute(FORGET_DRAFT, cases, assessors)


async def keep_disputes(database: Database, said: Sequence[Said]) -> None:
    """Show what is in dispute; whoever had the word has it no more."""
    found = [event for _, event in said if isinstance(event, DisagreementFound)]
    await _write(
        database,
        DISPUTED,
        [(event.assessment_id, list(event.standards)) for event in found],
    )
    await _each(database, (LAPSE, SETTLE), found)


async def keep_moderations(database: Database, said: Sequence[Said]) -> None:
    """Give the word to the moderators; where they discuss they see one another's."""
    begun = [event for _, event in said if isinstance(event, ModerationBegun)]
    await _write(
        database,
        MODERATE,
        [(one.assessment_id, one.moderation, one.due_at, one.round) for one in begun],
    )
    words = [
        (one.assessment_id, who, one.moderation, TASKS[one.moderation])
        for one in begun
        for who in one.moderators
    ]
    await _write(database, GIVE_WORD, words)


async def keep_conclusions(database: Database, said: Sequence[Said]) -> None:
    """Show the outcome; from now on the assessors see one another's judgements."""
    concluded = [event for _, event in said if isinstance(event, AssessmentConcluded)]
    await _write(
        database,
        CONCLUDE,
        [
            (
                event.assessment_id,
                event.outcome,
                list(event.gaps),
                list(event.scopes),
                event.round,
            )
            for event in concluded
        ],
    )
    # One may agree before the other had the word in a discussion.
    await _each(database, (SETTLE,), concluded)


async def keep_rounds(database: Database, said: Sequence[Said]) -> None:
    """Ask the assessors again; in another round only for the gaps."""
    opened = [event for _, event in said if isinstance(event, AssessmentReopened)]
    await _write(
        database,
        REOPEN,
        [(one.assessment_id, one.round, list(one.gaps), one.due_at) for one in opened],
    )
    staying = [(one.assessment_id, list(one.assessors)) for one in opened]
    await _write(database, STAND_DOWN, staying)
    words = [
        (one.assessment_id, who, "assessor", "judge")
        for one in opened
        for who in one.assessors
    ]
    await _write(database, GIVE_WORD, words)


async def keep_closures(database: Database, said: Sequence[Said]) -> None:
    """Take a withdrawn application out of all queues."""
    closed = [event for _, event in said if isinstance(event, AssessmentClosed)]
    await _each(database, (CLOSE, SETTLE, LEAVE, FORGET_DRAFTS), closed)


def _row(at: Envelope, event: Judgement) -> tuple[object, ...]:
    again = isinstance(event, RecommendationReconsidered)
    words = event.reasons_by_standard
    return (
        event.assessment_id,
        event.assessor_id,
        event.round,
        SECOND if again else FIRST,
        event.person_id,
        event.recommendation,
        json.dumps(dict(event.findings)),
        list(event.scopes),
        list(event.gaps),
        at.time,
        event.reasons,
        None if words is None else json.dumps(dict(words)),
    )


async def _write(
    database: Database, statement: str, rows: Sequence[tuple[object, ...]]
) -> None:
    if rows:
        await database.executemany(statement, rows)


async def _each(
    database: Database,
    statements: Sequence[str],
    events: Sequence[DisagreementFound | AssessmentConcluded | AssessmentClosed],
) -> None:
    if events:
        cases = [event.assessment_id for event in events]
        for statement in statements:
            await database.execute(statement, cases)
