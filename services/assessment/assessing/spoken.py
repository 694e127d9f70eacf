"""What was said of a case, as its tables have it, whoever may see it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, cast
from uuid import UUID

from asyncpg import Record

from shared.capability import Database

FIRST, SECOND = 1, 2
"""The versions of a judgement: as given blind, and as reconsidered."""

JUDGEMENTS = """
SELECT
    assessor_id,
    round,
    version,
    recommendation,
    findings,
    scopes,
    gaps,
    given_at,
    reasons,
    reasons_by_standard
FROM case_judgements
WHERE assessment_id = $1
ORDER BY round, assessor_id, version
"""

WORDS = """
SELECT DISTINCT ON (assessment_id, assessor_id)
    assessment_id,
    assessor_id,
    reasons,
    reasons_by_standard
FROM case_judgements
WHERE assessment_id = ANY($1::uuid[])
ORDER BY assessment_id, assessor_id, round DESC, version DESC
"""

DRAFTS = """
SELECT assessment_id, assessor_id, draft
FROM case_drafts
WHERE assessment_id = ANY($1::uuid[])
"""

DRAFT = """
SELECT draft
FROM case_drafts
WHERE assessment_id = $1 AND assessor_id = $2
"""


Given: TypeAlias = tuple[UUID, str]
"""A case and one of its assessors."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One version of what one assessor said in a round."""

    assessor_id: str
    round: int
    version: int
    recommendation: str
    findings: Mapping[str, str]
    scopes: tuple[str, ...]
    gaps: tuple[str, ...]
    given_at: datetime
    reasons: str | None
    reasons_by_standard: Mapping[str, str]


async def spoken_of(database: Database, assessment_id: UUID) -> tuple[Spoken, ...]:
    """Return everything said of a case, round by round, whoever may see it."""
    rows = await database.fetch(JUDGEMENTS, assessment_id)
    return tuple(map(_spoken, rows))


async def draft_of(
    database: Database, assessment_id: UUID, assessor_id: str
) -> Mapping[str, str]:
    """Return the assessor's own draft, empty where there is none."""
    kept = await database.fetchval(DRAFT, assessment_id, assessor_id)
    return texts(kept)


async def words_of(
    database: Database, assessments: Sequence[UUID]
) -> Mapping[Given, tuple[str | None, Mapping[str, str]]]:
    """Return the last reasons of each assessor of the cases, whole and by standard."""
    return {
        (row["assessment_id"], row["assessor_id"]): (
            row["reasons"],
            texts(row["reasons_by_standard"]),
        )
        for row in await database.fetch(WORDS, assessments)
    }


async def drafts_of(
    database: Database, assessments: Sequence[UUID]
) -> Mapping[Given, Mapping[str, str]]:
    """Return the drafts of the cases, by assessor."""
    return {
        (row["assessment_id"], row["assessor_id"]): texts(row["draft"])
        for row in await database.fetch(DRAFTS, assessments)
    }


def texts(stored: object) -> Mapping[str, str]:
    """Return a column of texts by name, empty where it holds none."""
    return cast("dict[str, str]", json.loads(stored)) if isinstance(stored, str) else {}


def _spoken(row: Record) -> Spoken:
    return Spoken(
        assessor_id=row["assessor_id"],
        round=row["round"],
        version=row["version"],
        recommendation=row["recommendation"],
        findings=texts(row["findings"]),
        scopes=tuple(row["scopes"]),
        gaps=tuple(row["gaps"]),
        given_at=row["given_at"],
        reasons=row["reasons"],
        reasons_by_standard=texts(row["reasons_by_standard"]),
    )
