"""What an assessor's queue and a case show.

An assessor sees of the others nothing, not even whether they have spoken, before
having given their own recommendation (domain §1.4: the second assessment is blind).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from asyncpg import Record

from services.assessment.assessing.rules.targets import last_day
from shared.capability import Database

EMPLOYER = "employer"
CENTRE = "training-centre"
PERSON = "person"

# The oldest against its target first; a case older than targets before all.
AFTER = """
($2::uuid IS NULL OR (coalesce(cases.due_at, '-infinity'), cases.assessment_id) > (
    SELECT coalesce(due_at, '-infinity'), assessment_id
    FROM cases
    WHERE assessment_id = $2
))
ORDER BY coalesce(cases.due_at, '-infinity'), cases.assessment_id
LIMIT $3
"""

QUEUE = f"""
SELECT cases.*
FROM cases
JOIN case_assessors USING (assessment_id)
WHERE case_assessors.assessor_id = $1
AND case_assessors.recommendation IS NULL
AND {AFTER}
"""  # noqa: S608 - both parts are constants

OPEN_CASES = f"""
SELECT cases.*
FROM cases
WHERE cases.outcome IS NULL
AND $1::text IS NULL
AND {AFTER}
"""  # noqa: S608 - both parts are constants

CLAIMABLE = f"""
SELECT cases.*
FROM cases
JOIN pool ON pool.assessor_id = $1 AND cases.scopes <@ pool.scopes
WHERE cases.outcome IS NULL
AND (
    SELECT count(*)
    FROM case_assessors
    WHERE case_assessors.assessment_id = cases.assessment_id
) < coalesce(cases.seats, 1)
AND NOT EXISTS (
    SELECT
    FROM case_assessors
    WHERE case_assessors.assessment_id = cases.assessment_id
    AND case_assessors.assessor_id = $1
)
AND {AFTER}
"""  # noqa: S608 - both parts are constants

CASE = "SELECT * FROM cases WHERE assessment_id = $1"

PAPERS = """
SELECT
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
    proposer_2_name
FROM case_papers
WHERE assessment_id = $1
"""

HAS_SEAT = """
SELECT EXISTS (
    SELECT
    FROM case_assessors
    WHERE assessment_id = $1 AND assessor_id = $2 AND recommendation IS NULL
)
"""

VOICES = """
SELECT assessor_id, recommendation, given_at, reasons
FROM case_assessors
LEFT JOIN case_reasons USING (assessment_id, assessor_id)
WHERE assessment_id = $1
ORDER BY assessor_id
"""


WORKLOADS = """
SELECT
    pool.assessor_id,
    pool.scopes,
    pool.capacity,
    pool.email,
    pool.name,
    pool.until,
    pool.training_lapses_on,
    pool.interests_by,
    EXISTS (
        SELECT
        FROM pool_leave
        WHERE pool_leave.assessor_id = pool.assessor_id
        AND $1 BETWEEN pool_leave.starts_on AND pool_leave.ends_on
    ) AS on_leave,
    (
        SELECT count(*)
        FROM case_assessors
        WHERE case_assessors.assessor_id = pool.assessor_id
        AND case_assessors.recommendation IS NULL
    ) AS open_cases
FROM pool
ORDER BY pool.assessor_id
"""


@dataclass(frozen=True, slots=True)
class Workload:
    """An assessor of the pool; `open_cases` wait for their word."""

    assessor_id: str
    scopes: tuple[str, ...]
    capacity: int
    open_cases: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a queue; it is not `seated` before its first assessor.

    `due_on` is the last day, `due_at` the instant that day is over.
    """

    assessment_id: UUID
    application_id: UUID
    scopes: tuple[str, ...]
    route: str
    opened_at: datetime
    opened_on: date
    due_at: datetime | None
    due_on: date | None
    overdue: bool
    outcome: str | None
    escalated_to: str | None
    seated: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """An assessor of a case, and what they recommended if they have."""

    assessor_id: str
    recommendation: str | None
    given_at: datetime | None
    reasons: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A case as one reader may see it; `papers` is empty once erased."""

    line: CaseLine
    papers: Mapping[str, object]
    voices: tuple[Voice, ...]


async def queue_of(
    database: Database, assessor_id: str, after: UUID | None, limit: int
) -> list[CaseLine]:
    """Return the cases that wait for this assessor's word, the first due first."""
    rows = await database.fetch(QUEUE, assessor_id, after, limit)
    return [_line(row) for row in rows]


async def open_cases(
    database: Database, after: UUID | None, limit: int
) -> list[CaseLine]:
    """Return every case not yet concluded, the first due first."""
    rows = await database.fetch(OPEN_CASES, None, after, limit)
    return [_line(row) for row in rows]


async def claimable_by(
    database: Database, assessor_id: str, after: UUID | None, limit: int
) -> list[CaseLine]:
    """Return the cases of the assessor's scopes with a free seat, the latest due last.

    Conflicts are checked when a case is claimed: the list shows nothing of anybody.
    """
    rows = await database.fetch(CLAIMABLE, assessor_id, after, limit)
    return [_line(row) for row in rows]


async def case_for(
    database: Database, assessment_id: UUID, assessor_id: str | None
) -> Case | None:
    """Return the case as its assessor sees it, or whole for None, the registrar.

    None for a case that is not there, or not theirs: they cannot tell which.
    """
    line = await database.fetchrow(CASE, assessment_id)
    if line is None:
        return None
    rows = await database.fetch(VOICES, assessment_id)
    voices = tuple(Voice(**dict(row)) for row in rows)
    if assessor_id is not None:
        own = next((one for one in voices if one.assessor_id == assessor_id), None)
        if own is None:
            return None
        if own.recommendation is None:
            voices = (own,)
    papers = await database.fetchrow(PAPERS, assessment_id)
    return Case(_line(line), dict(papers) if papers else {}, voices)


async def has_seat(database: Database, assessment_id: UUID, assessor_id: str) -> bool:
    """Return whether a case waits for this assessor's word."""
    return bool(await database.fetchval(HAS_SEAT, assessment_id, assessor_id))


async def workloads(database: Database, today: date) -> list[Workload]:
    """Return everybody in the pool, by id, with the cases that wait for them."""
    return [
        Workload(
            assessor_id=row["assessor_id"],
            scopes=tuple(row["scopes"]),
            capacity=row["capacity"],
            open_cases=row["open_cases"],
        )
        for row in await database.fetch(WORKLOADS, today)
    ]


def _line(row: Record) -> CaseLine:
    due = cast("datetime | None", row["due_at"])
    return CaseLine(
        assessment_id=row["assessment_id"],
        application_id=row["application_id"],
        scopes=tuple(row["scopes"]),
        route=row["route"],
        opened_at=row["opened_at"],
        opened_on=row["opened_on"],
        due_at=due,
        due_on=last_day(due) if due else None,
        overdue=row["overdue"],
        outcome=row["outcome"],
        escalated_to=row["escalated_to"],
        seated=row["seats"] is not None,
    )
