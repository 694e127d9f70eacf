"""What the panel reads of declared matters, and the registrar of its findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from asyncpg import Record

from shared.capability import Database

# Nobody sits who has a part in the case, is tied to who applies or proposes, or judged
# it in an earlier round (domain §8, 1).
MAY_SIT = """
NOT EXISTS (
    SELECT FROM declaration_ties
     WHERE declaration_ties.application_id = declarations.application_id
       AND actor = $1)
AND NOT EXISTS (
    SELECT FROM application_ties
     WHERE application_ties.application_id = declarations.application_id
       AND actor = $1)
AND NOT EXISTS (
    SELECT FROM declaration_findings
     WHERE declaration_findings.application_id = declarations.application_id
       AND member = $1
       AND declaration_findings.round < declarations.round)
"""

QUEUE = f"""
SELECT application_id, round, origin, raised_at, judge_by, overdue
  FROM declarations
 WHERE status = 'open'
   AND {MAY_SIT}
   AND NOT EXISTS (
       SELECT FROM declaration_findings
        WHERE declaration_findings.application_id = declarations.application_id
          AND member = $1)
   AND ($2::uuid IS NULL OR (judge_by, application_id) > (
        SELECT judge_by, application_id FROM declarations WHERE application_id = $2))
 ORDER BY judge_by, application_id
 LIMIT $3
"""  # noqa: S608 - made of constants

BEFORE_MEMBER = f"""
SELECT * FROM declarations WHERE application_id = $2 AND {MAY_SIT}
"""  # noqa: S608 - made of constants

CONCLUDED = """
SELECT * FROM declarations WHERE application_id = $1 AND status = 'concluded'
"""

FINDINGS = """
SELECT member, finding, given_at, grounds, explanation
  FROM declaration_findings
 WHERE application_id = $1 AND round = $2
 ORDER BY given_at, member
"""


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """A matter that waits for the member's finding: by which day, and no content."""

    application_id: UUID
    round: int
    origin: str
    raised_at: datetime
    judge_by: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class GivenFinding:
    """What one member found, and on which grounds."""

    member: str
    finding: str
    given_at: datetime
    grounds: list[str]
    explanation: str | None


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declared matter.

    `findings` are the reader's own until the panel has found, so that each member
    judges alone. To the registrar, who reads what was found, `details` is None.
    """

    application_id: UUID
    round: int
    status: str
    origin: str
    judge_by: date
    overdue: bool
    finding: str | None
    person_id: UUID | None
    given_names: str | None
    family_name: str | None
    employer: str | None
    grounds: list[str]
    details: str | None
    findings: list[GivenFinding]


async def queue_of(
    database: Database, member: str, after: UUID | None, limit: int
) -> Sequence[DeclarationLine]:
    """Return the matters that wait for the member, the most urgent first."""
    rows = await database.fetch(QUEUE, member, after, limit)
    return [DeclarationLine(**dict(row)) for row in rows]


async def declaration_for(
    database: Database, application_id: UUID, member: str
) -> Declaration | None:
    """Return the matter as a member may see it; None to whoever may not sit on it."""
    row = await database.fetchrow(BEFORE_MEMBER, member, application_id)
    if row is None:
        return None
    findings = await _findings(database, row)
    if row["status"] == "open":
        findings = [one for one in findings if one.member == member]
    return _declaration(row, findings, row["details"])


async def conclusion_of(database: Database, application_id: UUID) -> Declaration | None:
    """Return what the panel found, without the details; None while it has not."""
    row = await database.fetchrow(CONCLUDED, application_id)
    if row is None:
        return None
    return _declaration(row, await _findings(database, row), None)


async def _findings(database: Database, row: Record) -> list[GivenFinding]:
    found = await database.fetch(FINDINGS, row["application_id"], row["round"])
    return [GivenFinding(**dict(one)) for one in found]


def _declaration(
    row: Record, findings: list[GivenFinding], details: str | None
) -> Declaration:
    return Declaration(
        application_id=row["application_id"],
        round=row["round"],
        status=row["status"],
        origin=row["origin"],
        judge_by=row["judge_by"],
        overdue=row["overdue"],
        finding=row["finding"],
        person_id=row["person_id"],
        given_names=row["given_names"],
        family_name=row["family_name"],
        employer=row["employer"],
        grounds=row["grounds"],
        details=details,
        findings=findings,
    )
