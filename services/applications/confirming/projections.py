"""The table of confirmations follows their events, and the matters they are."""

from collections.abc import Sequence
from uuid import UUID

from services.applications.matters import Matter, open_matters, settle_matters
from shared.capability import Database, Holding, Recorded
from shared.contracts.confirming import (
    ConfirmationAsked,
    ConfirmationClosed,
    ConfirmationDeclined,
    ConfirmationGiven,
    ConfirmationLapsed,
)
from shared.contracts.retention import RecordClass

MATTER = "confirmation"

ASKED = """
INSERT INTO confirmations (
    confirmation_id, application_id, role, attempt, standing, asked_at, expires_at,
    person_id, name, email, applicant_name, applicant_email)
VALUES ($1, $2, $3, $4, 'asked', $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (confirmation_id) DO UPDATE SET
    attempt = excluded.attempt,
    standing = excluded.standing,
    reason = NULL,
    answered_at = NULL,
    asked_at = excluded.asked_at,
    expires_at = excluded.expires_at,
    person_id = excluded.person_id,
    name = excluded.name,
    email = excluded.email,
    applicant_name = excluded.applicant_name,
    applicant_email = excluded.applicant_email,
    statement = NULL
"""

STANDS = """
UPDATE confirmations
   SET standing = $2,
       reason = $3,
       answered_by = $4,
       answered_at = $5,
       confirmed_name = $6,
       statement = $7
 WHERE confirmation_id = $1
"""

ERASED = """
UPDATE confirmations
   SET person_id = NULL,
       name = NULL,
       email = NULL,
       applicant_name = NULL,
       applicant_email = NULL,
       confirmed_name = NULL,
       statement = NULL
 WHERE person_id = $1
"""

HOLDS = (Holding("confirmations", RecordClass.APPLICATION, ERASED),)
"""What the table of confirmations holds of an applicant and their proposers."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the table, and the open matters, up to these events, in their order."""
    asked: list[tuple[object, ...]] = []
    opened: list[Matter] = []
    for one in recorded:
        event = one.event
        if isinstance(event, ConfirmationAsked):
            asked.append(_asked(event, one))
            opened.append(
                Matter(
                    event.application_id,
                    MATTER,
                    str(event.confirmation_id),
                    one.envelope.time,
                )
            )
    if asked:
        await database.executemany(ASKED, asked)
        await open_matters(database, opened)
    await _answers(database, recorded)


async def _answers(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take answers after questions: no batch asks again what it has seen answered."""
    answered = [row for one in recorded if (row := _answer(one)) is not None]
    if answered:
        await database.executemany(STANDS, answered)
    settled: list[tuple[UUID, str, str]] = [
        (one.event.application_id, MATTER, str(one.event.confirmation_id))
        for one in recorded
        if isinstance(one.event, ConfirmationGiven | ConfirmationClosed)
    ]
    if settled:
        await settle_matters(database, settled)


def _asked(event: ConfirmationAsked, one: Recorded) -> tuple[object, ...]:
    return (
        event.confirmation_id,
        event.application_id,
        event.role,
        event.attempt,
        one.envelope.time,
        event.expires_at,
        event.person_id,
        event.name,
        event.email,
        event.applicant_name,
        event.applicant_email,
    )


def _answer(one: Recorded) -> tuple[object, ...] | None:
    at = one.envelope.time
    match one.event:
        case ConfirmationGiven() as event:
            by, said = event.by.value, event.statement
            named = (at, event.name, said)
            return (event.confirmation_id, "confirmed", None, by, *named)
        case ConfirmationDeclined() as event:
            why, said = event.reason.value, event.statement
            return (event.confirmation_id, "declined", why, "link", at, None, said)
        case ConfirmationLapsed() as event:
            return (event.confirmation_id, "lapsed", None, None, at, None, None)
        case ConfirmationClosed() as event:
            return (event.confirmation_id, "closed", None, None, at, None, None)
        case _:
            return None
