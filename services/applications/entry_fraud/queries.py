"""What the registrar, the panel and the person concerned read of such cases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.applications.entry_fraud.commands import Held
from shared.capability import Database

HELD = """
SELECT r.registration_number,
       r.scopes,
       r.status = 'registered' AS stands,
       ARRAY(SELECT DISTINCT l.level
               FROM entry_levels l
              WHERE l.registration_number = r.registration_number
                AND l.until IS NULL
              ORDER BY l.level) AS levels
  FROM register_entries r
 WHERE r.registration_number = ANY($1::text[])
"""

# Whoever is tied to the person, or is the person, finds no case here.
LINES = """
SELECT case_id, application_id, status, source, raised_at, respond_by, answered,
       outcome, appeal_by
  FROM entry_fraud_cases c
 WHERE ($1::boolean OR status <> 'ended')
   AND c.applicant IS DISTINCT FROM $2
   AND NOT EXISTS (SELECT FROM application_ties t
                    WHERE t.application_id = c.application_id AND t.actor = $2)
 ORDER BY raised_at, case_id
 LIMIT $3
"""

ONE = """
SELECT case_id, application_id, status, source, raiser, raised_at, respond_by,
       answered, outcome, decider, decided_at, scopes_ended, levels_ended, appeal_by,
       effective_on, concern_id, person_id, applicant, registration_number,
       given_names, allegation, particulars, statement, appeal_statement, reasons,
       explanation
  FROM entry_fraud_cases
 WHERE case_id = $1
"""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list: codes and days, nothing of what is alleged."""

    case_id: UUID
    application_id: UUID
    status: str
    source: str
    raised_at: datetime
    respond_by: date
    answered: bool
    outcome: str | None
    appeal_by: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """A case, with what is alleged and what the person concerned says of it."""

    case_id: UUID
    application_id: UUID
    status: str
    source: str
    raiser: str
    raised_at: datetime
    respond_by: date
    answered: bool
    outcome: str | None
    decider: str | None
    decided_at: datetime | None
    scopes_ended: tuple[str, ...]
    levels_ended: tuple[str, ...]
    appeal_by: date | None
    effective_on: date | None
    concern_id: UUID | None
    person_id: UUID | None
    applicant: str | None
    registration_number: str | None
    given_names: str | None
    allegation: str | None
    particulars: str | None
    statement: str | None
    appeal_statement: str | None
    reasons: tuple[str, ...]
    explanation: str | None


async def held_by(database: Database, numbers: Iterable[str]) -> Mapping[str, Held]:
    """Return what these entries have now, by number."""
    return {
        row["registration_number"]: Held(
            row["registration_number"],
            tuple(row["scopes"]),
            tuple(row["levels"]),
            row["stands"],
        )
        for row in await database.fetch(HELD, sorted(set(numbers)))
    }


async def list_cases(
    database: Database, actor: str, limit: int, *, ended: bool
) -> Sequence[CaseLine]:
    """Return the cases that the actor may see, oldest first; all, or those open."""
    rows = await database.fetch(LINES, ended, actor, limit)
    return [CaseLine(**dict(row)) for row in rows]


async def read_case(database: Database, case_id: UUID) -> Case | None:
    """Return a case; None if there is none."""
    row = await database.fetchrow(ONE, case_id)
    if row is None:
        return None
    values: dict[str, Any] = dict(row)
    for name in ("scopes_ended", "levels_ended", "reasons"):
        values[name] = tuple(row[name])
    return Case(**values)
