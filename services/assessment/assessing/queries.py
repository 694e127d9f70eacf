"""What queues show, and the pool as assignments see it."""

from collections.abc import Mapping, Sequence
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
STAFF = "staff"

SHOWN_PAPERS = (
    "title",
    "given_names",
    "family_name",
    "employer",
    "job_title",
    "work_town",
    "qualification",
    "awarding_body",
    "awarded_on",
    "proposer_1_name",
    "proposer_2_name",
)
"""The answers of an application that its assessors see, in this order."""

PAPERS = ("person_id", *SHOWN_PAPERS, "parties", "email", "other_proposer_names")
"""What is kept of an application beside its case: those, and by what ties are found."""


def listed(columns: Sequence[str]) -> str:
    """Return the columns as a statement lists them."""
    return ", ".join(columns)


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

# A case of somebody whom the actor `$1` is tied to as staff does not exist for them.
TIED = """
    SELECT
    FROM staff_case_ties
    WHERE staff_case_ties.assessment_id = cases.assessment_id
    AND staff_case_ties.actor = $1
"""

IS_TIED = """
SELECT EXISTS (
    SELECT FROM staff_case_ties WHERE assessment_id = $2 AND actor = $1
)
"""

CHANGED_SEATS = """
WITH changed AS (
    SELECT seated.assessment_id, seated.assessor_id
    FROM changed_ties
    JOIN case_assessors AS seated ON seated.assessor_id = changed_ties.id
    WHERE changed_ties.kind = 'assessor'
    AND changed_ties.changed_at >= $1
    UNION
    SELECT seated.assessment_id, seated.assessor_id
    FROM changed_ties
    JOIN cases
        ON cases.application_id
            = CASE WHEN changed_ties.kind = 'application' THEN changed_ties.id::uuid END
    JOIN case_assessors AS seated ON seated.assessment_id = cases.assessment_id
    WHERE changed_ties.changed_at >= $1
)
SELECT assessment_id, assessor_id
FROM changed
JOIN case_assessors AS seated USING (assessment_id, assessor_id)
JOIN cases USING (assessment_id)
WHERE seated.recommendation IS NULL
AND seated.task <> 'reconsider'
AND cases.outcome IS NULL
ORDER BY assessment_id, assessor_id
"""

STAFF_TIED = """
SELECT assessment_id, array_agg(actor) AS actors
FROM staff_case_ties
WHERE assessment_id = ANY($1::uuid[])
GROUP BY assessment_id
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
AND NOT EXISTS ({TIED})
AND {AFTER}
"""  # noqa: S608 - both parts are constants

CLAIMABLE = f"""
SELECT cases.*
FROM cases
JOIN pool ON pool.assessor_id = $1 AND cases.scopes <@ pool.scopes
WHERE cases.outcome IS NULL
AND (cases.level IS NULL OR cases.level = ANY(pool.levels))
AND (
    SELECT count(*)
    FROM case_assessors
    WHERE case_assessors.assessment_id = cases.assessment_id
    AND case_assessors.part = 'assessor'
) < coalesce(cases.seats, 1)
AND NOT EXISTS (
    SELECT
    FROM case_assessors
    WHERE case_assessors.assessment_id = cases.assessment_id
    AND case_assessors.assessor_id = $1
)
AND {AFTER}
"""  # noqa: S608 - both parts are constants

HAS_SEAT = """
SELECT EXISTS (
    SELECT
    FROM case_assessors
    WHERE assessment_id = $1
    AND assessor_id = $2
    AND recommendation IS NULL
    AND task <> 'reconsider'
)
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
    pool.lead,
    pool.levels,
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


async def queue_of(
    database: Database, assessor_id: str, after: UUID | None, limit: int
) -> list[CaseLine]:
    """Return the cases that wait for this assessor's word, the first due first."""
    rows = await database.fetch(QUEUE, assessor_id, after, limit)
    return [line_of(row) for row in rows]


async def open_cases(
    database: Database, actor: str, after: UUID | None, limit: int
) -> list[CaseLine]:
    """Return every case not yet concluded, the first due first.

    Nobody of the staff sees those of people they are tied to (domain §8, 1).
    """
    rows = await database.fetch(OPEN_CASES, actor, after, limit)
    return [line_of(row) for row in rows]


async def is_tied(database: Database, assessment_id: UUID, actor: str) -> bool:
    """Return whether the actor is tied, as staff, to the applicant of a case."""
    return bool(await database.fetchval(IS_TIED, actor, assessment_id))


async def seats_with_changed_ties(
    database: Database, since: datetime
) -> list[tuple[UUID, str]]:
    """Return cases with assessors who owe a word, where ties changed since then."""
    rows = await database.fetch(CHANGED_SEATS, since)
    return [(row["assessment_id"], row["assessor_id"]) for row in rows]


async def staff_tied(
    database: Database, cases: Sequence[UUID]
) -> Mapping[UUID, frozenset[str]]:
    """Return who of the staff is tied to the applicant of each of these cases."""
    rows = await database.fetch(STAFF_TIED, list(cases))
    return {row["assessment_id"]: frozenset(row["actors"]) for row in rows}


async def claimable_by(
    database: Database, assessor_id: str, after: UUID | None, limit: int
) -> list[CaseLine]:
    """Return the cases of the assessor's scopes with a free seat, the latest due last.

    Conflicts are checked when a case is claimed: the list shows nothing of anybody.
    """
    rows = await database.fetch(CLAIMABLE, assessor_id, after, limit)
    return [line_of(row) for row in rows]


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


def line_of(row: Record) -> CaseLine:
    """Return the line of a case as its row has it."""
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
