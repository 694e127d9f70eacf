"""The table of deliveries follows the messages, and the addresses their owners."""

from collections.abc import Sequence
from datetime import datetime

from services.notifications.messages.rules import is_deliverable
from shared.capability import Database, Holding, Recorded
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.notifications import MessageFailed, MessageRequested, MessageSent
from shared.contracts.retention import RecordClass

REQUEST = """
INSERT INTO deliveries (
    message_id,
    about,
    template,
    template_version,
    person_id,
    address,
    subject_line,
    body,
    requested_at,
    correlation_id,
    first_due_at,
    due_at,
    link_purpose,
    link_subject,
    link_expires_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14)
ON CONFLICT DO NOTHING
"""

# What was sent is kept as the event's disclosures; the copy to send has done its work.
SETTLE = """
UPDATE deliveries
SET status = $2,
    settled_at = $3,
    code = $4,
    leased_until = NULL,
    address = NULL,
    subject_line = NULL,
    body = NULL
WHERE message_id = $1
"""

KEEP_CONTACT = """
INSERT INTO assessor_contacts (assessor_id, person_id, name, email)
VALUES ($1, $2, $3, $4)
ON CONFLICT (assessor_id) DO UPDATE SET
    person_id = excluded.person_id,
    name = excluded.name,
    email = excluded.email
"""


# What is not sent yet is not sent any more: the delivery finds no text.
ERASED = """
UPDATE deliveries
SET person_id = NULL,
    address = NULL,
    subject_line = NULL,
    body = NULL
WHERE person_id = $1
"""

HOLDS = (
    Holding("deliveries", RecordClass.APPLICATION, ERASED),
    Holding(
        "assessor_contacts",
        RecordClass.ASSESSOR,
        "UPDATE assessor_contacts"
        " SET person_id = NULL, name = NULL, email = NULL WHERE person_id = $1",
    ),
)
"""What the tables of messages hold of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Follow the messages: what is owed, and what became of it."""
    requested: list[tuple[object, ...]] = []
    settled: list[tuple[object, str, datetime, str | None]] = []
    for one in recorded:
        match one.event:
            case MessageRequested() as event:
                requested.append(_owed(event, one))
            case MessageSent() as event:
                settled.append((event.message_id, "sent", one.envelope.time, None))
            case MessageFailed() as event:
                row = (event.message_id, "failed", one.envelope.time, event.code)
                settled.append(row)
            case _:
                pass
    if requested:
        await database.executemany(REQUEST, requested)
    if settled:
        await database.executemany(SETTLE, settled)


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Keep where assessors are written to."""
    contacts = [
        (event.assessor_id, event.person_id, event.name, event.email)
        for event in (one.event for one in recorded)
        if isinstance(event, AssessorAppointed)
    ]
    if contacts:
        await database.executemany(KEEP_CONTACT, contacts)


def _owed(event: MessageRequested, at: Recorded) -> tuple[object, ...]:
    return (
        event.message_id,
        event.about,
        event.template,
        event.template_version,
        event.person_id,
        event.to if is_deliverable(event.to) else None,
        event.subject_line,
        event.body,
        at.envelope.time,
        at.envelope.correlationid,
        at.envelope.walltime,
        event.link_purpose,
        event.link_subject,
        event.link_expires_at,
    )
