"""Everything that says where applications stand, one row an application."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from asyncpg import Record

from services.applications.applying.queries.applications import Status
from shared.capability import Database

COLUMNS = """
SELECT a.application_id,
       a.status,
       a.applicant,
       a.scopes,
       a.route,
       a.submitted_on,
       a.received_at,
       a.changed_at,
       a.decided_at,
       a.recommendation,
       a.gaps,
       a.recommended_scopes,
       a.round,
       a.answer_by,
       a.asked_gaps,
       a.request_explanation,
       a.answer_statement,
       a.appeal_grounds,
       a.appeal_statement,
       a.referred,
       a.admitted,
       a.not_admitted,
       coalesce(
           (SELECT r.appeal_by
              FROM refusals r
             WHERE r.application_id = a.application_id),
           a.appeal_by) AS appeal_by,
       a.appeals,
       a.appeal_decide_by,
       a.appeal_outcome,
       a.appeal_overdue,
       a.concern_open,
       a.person_id,
       a.given_names,
       a.family_name,
       a.answers ->> 'country' AS country,
       a.answers ->> 'postcode' AS postcode,
       a.assessors || a.deciders || a.heard_by || ARRAY(
           SELECT member
             FROM declaration_findings f
            WHERE f.application_id = a.application_id) AS acted,
       ARRAY(SELECT matter
               FROM open_matters m
              WHERE m.application_id = a.application_id
              ORDER BY opened_at, matter) AS matters,
       ARRAY(SELECT earlier.application_id
               FROM applications earlier
              WHERE earlier.status = 'withdrawn'
                AND earlier.concern_open
                AND earlier.application_id <> a.application_id
                AND (earlier.application_id = ANY(a.possible_duplicate_of)
                     OR earlier.person_id = a.person_id)) AS earlier_concerns,
       ARRAY(SELECT ROW(stopped_at, started_at)
               FROM clock_stops c
              WHERE c.application_id = a.application_id
              ORDER BY stopped_at) AS stops
  FROM applications a
"""

ONE = f"""{COLUMNS}
 WHERE a.application_id = $1
"""

# Whoever is tied to an applicant never sees the application.
WORK = f"""{COLUMNS}
 WHERE a.status = ANY($1::text[])
   AND NOT EXISTS (SELECT FROM application_ties t
                    WHERE t.application_id = a.application_id AND t.actor = $2)
   AND ($3::uuid IS NULL OR (a.received_at, a.application_id) > (
        SELECT received_at, application_id
          FROM applications
         WHERE application_id = $3))
 ORDER BY a.received_at, a.application_id
 LIMIT $4
"""  # noqa: S608 - of constants alone

OWN = f"""{COLUMNS}
 WHERE a.applicant = $1
 ORDER BY a.received_at DESC, a.application_id
 LIMIT $2
"""


LISTS = (
    "scopes",
    "gaps",
    "asked_gaps",
    "appeal_grounds",
    "recommended_scopes",
    "referred",
    "admitted",
    "not_admitted",
    "acted",
    "matters",
    "earlier_concerns",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record of one application; `stops` are the intervals of its clock."""

    application_id: UUID
    status: Status
    applicant: str | None
    scopes: tuple[str, ...]
    route: str | None
    submitted_on: date | None
    received_at: datetime
    changed_at: datetime
    decided_at: datetime | None = None
    recommendation: str | None = None
    gaps: tuple[str, ...] = ()
    recommended_scopes: tuple[str, ...] = ()
    round: int = 0
    answer_by: date | None = None
    asked_gaps: tuple[str, ...] = ()
    request_explanation: str | None = None
    answer_statement: str | None = None
    appeal_grounds: tuple[str, ...] = ()
    appeal_statement: str | None = None
    referred: tuple[str, ...] = ()
    admitted: tuple[str, ...] = ()
    not_admitted: tuple[str, ...] = ()
    appeal_by: date | None = None
    appeals: int = 0
    appeal_decide_by: date | None = None
    appeal_outcome: str | None = None
    appeal_overdue: bool = False
    concern_open: bool = False
    person_id: UUID | None = None
    given_names: str | None = None
    family_name: str | None = None
    country: str | None = None
    postcode: str | None = None
    acted: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    earlier_concerns: tuple[UUID, ...] = ()
    stops: tuple[tuple[datetime, datetime | None], ...] = field(default=())


async def read_facts(database: Database, application_id: UUID) -> Facts | None:
    """Return what is on record of an application; None if there is none."""
    row = await database.fetchrow(ONE, application_id)
    return None if row is None else _facts(row)


async def list_work(
    database: Database,
    statuses: tuple[Status, ...],
    actor: str,
    after: UUID | None,
    limit: int,
) -> list[Facts]:
    """Return applications that stand so, oldest first; none that `actor` is tied to."""
    codes = [status.value for status in statuses]
    rows = await database.fetch(WORK, codes, actor, after, limit)
    return list(map(_facts, rows))


async def list_own(database: Database, applicant: str, limit: int) -> list[Facts]:
    """Return the applications that an applicant submitted, newest first."""
    return list(map(_facts, await database.fetch(OWN, applicant, limit)))


def _facts(row: Record) -> Facts:
    values: dict[str, Any] = dict(row)
    for name in LISTS:
        values[name] = tuple(row[name])
    values["status"] = Status(row["status"])
    values["stops"] = tuple((stop[0], stop[1]) for stop in row["stops"])
    return Facts(**values)
