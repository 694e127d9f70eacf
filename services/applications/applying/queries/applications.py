"""What the registrar reads of applications."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import orjson
from asyncpg import Record

from services.applications.applying.commands import Said
from shared.capability import Database
from shared.contracts.application_faults import FaultSaid, said_of
from shared.contracts.application_questions import NUMBER_ELSEWHERE
from shared.contracts.elsewhere import Compared, Found

LINES = """
SELECT application_id,
       status,
       scopes,
       route,
       submitted_on,
       possible_duplicate_of,
       recommendation,
       given_names,
       family_name
  FROM applications
 WHERE ($1::text IS NULL OR status = $1)
   AND ($2::uuid IS NULL OR (received_at, application_id) > (
        SELECT received_at, application_id
          FROM applications
         WHERE application_id = $2))
   AND NOT EXISTS (SELECT FROM application_ties t
                    WHERE t.application_id = applications.application_id
                      AND t.actor = $4)
 ORDER BY received_at, application_id
 LIMIT $3
"""

COUNTS = "SELECT status, count(*) FROM applications GROUP BY status"

ONE = """
SELECT application_id,
       status,
       scopes,
       route,
       submitted_on,
       possible_duplicate_of,
       faults,
       recommendation,
       assessors,
       reasons,
       received_at,
       changed_at,
       person_id,
       signed_on_paper,
       eligibility,
       checks,
       signposts,
       answers::text
  FROM applications
 WHERE application_id = $1
"""

SAID_ELSEWHERE = """
SELECT source,
       found,
       explanation,
       settled,
       checked_by,
       checked_at,
       number,
       compared
  FROM registrations_elsewhere
 WHERE application_id = $1
 ORDER BY checked_at, source
"""

FOUND_ELSEWHERE = """
SELECT application_id, source, found, compared, settled
  FROM registrations_elsewhere
 WHERE application_id = ANY($1::uuid[])
   AND found IS NOT NULL
"""


NUMBERS_ELSEWHERE = """
SELECT application_id, answers ->> $2 AS number
  FROM applications
 WHERE application_id = ANY($1::uuid[])
   AND answers ? $2
"""


class Status(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    RECOMMENDED = "recommended"
    FURTHER_INFORMATION = "further-information"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNDER_APPEAL = "under-appeal"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One line of the list of applications."""

    application_id: UUID
    status: Status
    scopes: tuple[str, ...]
    route: str | None
    submitted_on: date | None
    possible_duplicate_of: tuple[UUID, ...]
    recommendation: str | None
    given_names: str | None
    family_name: str | None


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """What another register said last of an applicant; erased, nothing."""

    source: str
    found: str | None
    explanation: str | None
    settled: bool
    checked_by: str
    checked_at: datetime
    number: str | None
    compared: str | None


@dataclass(frozen=True, slots=True)
class Application:
    """An application; `person_id` and `answers` are None to who may not see them.

    `eligibility` is how the award fits the route, `checks` what was to be checked
    before admission, `signposts` where else the applicant was sent: codes.
    `returned_for` says of each fault what is wrong, and by which rule.
    """

    application_id: UUID
    status: Status
    scopes: tuple[str, ...]
    route: str | None
    submitted_on: date | None
    possible_duplicate_of: tuple[UUID, ...]
    faults: tuple[str, ...]
    recommendation: str | None
    assessors: tuple[str, ...]
    reasons: tuple[str, ...]
    received_at: datetime
    changed_at: datetime
    person_id: UUID | None
    answers: Mapping[str, str] | None
    signed_on_paper: bool = False
    eligibility: str = ""
    checks: tuple[str, ...] = ()
    signposts: tuple[str, ...] = ()
    returned_for: Mapping[str, FaultSaid] = field(default_factory=dict[str, FaultSaid])


async def list_applications(
    database: Database,
    status: Status | None,
    after: UUID | None,
    limit: int,
    actor: str,
) -> list[ApplicationLine]:
    """Return applications in the order in which they came, from the one after.

    Those of whom `actor` declared a tie to are not there for them.
    """
    rows = await database.fetch(LINES, status, after, limit, actor)
    return list(map(_line, rows))


async def count_applications(database: Database) -> dict[Status, int]:
    """Return how many applications stand where."""
    counted = {row["status"]: row["count"] for row in await database.fetch(COUNTS)}
    return {status: counted.get(status.value, 0) for status in Status}


async def read_application(
    database: Database, application_id: UUID, *, personal: bool
) -> Application | None:
    """Return an application, with or without whose it is; None if there is none."""
    row = await database.fetchrow(ONE, application_id)
    return None if row is None else _application(row, personal=personal)


async def said_elsewhere(
    database: Database, application_id: UUID
) -> tuple[SaidElsewhere, ...]:
    """Return what each other register said last, oldest first."""
    rows = await database.fetch(SAID_ELSEWHERE, application_id)
    return tuple(SaidElsewhere(**row) for row in rows)


async def found_elsewhere(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, Mapping[str, Said]]:
    """Return what each register said last of these applications, by its source."""
    said: dict[UUID, dict[str, Said]] = {}
    if applications:
        for row in await database.fetch(FOUND_ELSEWHERE, applications):
            of_it = said.setdefault(row["application_id"], {})
            compared = Compared(row["compared"] or Compared.NOT_COMPARED)
            found = Found(row["found"])
            of_it[row["source"]] = Said(found, compared, row["settled"])
    return said


async def numbers_elsewhere(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, str]:
    """Return the numbers on another register that these applications declare."""
    if not applications:
        return {}
    rows = await database.fetch(NUMBERS_ELSEWHERE, applications, NUMBER_ELSEWHERE)
    return {row["application_id"]: row["number"] for row in rows}


def _line(row: Record) -> ApplicationLine:
    return ApplicationLine(
        application_id=row["application_id"],
        status=Status(row["status"]),
        scopes=tuple(row["scopes"]),
        route=row["route"],
        submitted_on=row["submitted_on"],
        possible_duplicate_of=tuple(row["possible_duplicate_of"]),
        recommendation=row["recommendation"],
        given_names=row["given_names"],
        family_name=row["family_name"],
    )


def _application(row: Record, *, personal: bool) -> Application:
    answers = row["answers"] if personal else None
    return Application(
        application_id=row["application_id"],
        status=Status(row["status"]),
        scopes=tuple(row["scopes"]),
        route=row["route"],
        submitted_on=row["submitted_on"],
        possible_duplicate_of=tuple(row["possible_duplicate_of"]),
        faults=tuple(row["faults"]),
        returned_for=said_of(row["faults"]),
        recommendation=row["recommendation"],
        assessors=tuple(row["assessors"]),
        reasons=tuple(row["reasons"]),
        received_at=row["received_at"],
        changed_at=row["changed_at"],
        person_id=row["person_id"] if personal else None,
        answers=None if answers is None else orjson.loads(answers),
        signed_on_paper=row["signed_on_paper"],
        eligibility=row["eligibility"],
        checks=tuple(row["checks"]),
        signposts=tuple(row["signposts"]),
    )
