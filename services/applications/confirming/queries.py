"""The confirmations of an application: who was asked, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from services.applications.ties import require_untied
from shared.capability import Database

OF_APPLICATION = """
SELECT confirmation_id, application_id, role, attempt, standing, reason, answered_by,
       asked_at, expires_at, answered_at, person_id, name, email, applicant_name,
       confirmed_name, statement
  FROM confirmations
 WHERE application_id = $1
 ORDER BY role
"""

ONE = """
SELECT confirmation_id, application_id, role, attempt, standing, reason, answered_by,
       asked_at, expires_at, answered_at, person_id, name, email, applicant_name,
       confirmed_name, statement
  FROM confirmations
 WHERE confirmation_id = $1
"""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What became of a proposer: `standing` is a code, such as `asked`."""

    confirmation_id: UUID
    application_id: UUID
    role: str
    attempt: int
    standing: str
    reason: str | None
    answered_by: str | None
    asked_at: datetime
    expires_at: datetime
    answered_at: datetime | None
    person_id: UUID | None
    name: str | None
    email: str | None
    applicant_name: str | None
    confirmed_name: str | None
    statement: str | None


async def confirmations_of(
    database: Database, application_id: UUID, actor: str
) -> Sequence[Confirmation]:
    """Return the confirmations of an application, by role.

    Raises `NotFound` for an actor who has a tie to the application.
    """
    await require_untied(database, application_id, actor)
    return list(map(_read, await database.fetch(OF_APPLICATION, application_id)))


async def read_confirmation(
    database: Database, confirmation_id: UUID
) -> Confirmation | None:
    """Return a confirmation, None where there is none."""
    row = await database.fetchrow(ONE, confirmation_id)
    return None if row is None else _read(row)


def _read(row: Record) -> Confirmation:
    return Confirmation(**dict(row))
