"""The table of deliveries follows the messages, and the addresses their owners."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from services.notifications.messages.projections.requests import REQUEST, owed_rows
from services.notifications.messages.queries import Status
from services.notifications.messages.register_changes import CHANGES, keep_changes
from shared.capability import Database, Holding, Recorded
from shared.contracts.applications import ApplicationSubmitted, RegistrationEntered
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.notifications import (
    DeliveryOrdered,
    LetterPosted,
    MessageBounced,
    MessageDelivered,
    MessageFailed,
    MessageRequested,
    MessageSent,
    MessageWithdrawn,
    ToldOtherwise,
)
from shared.contracts.retention import RecordClass

Row: TypeAlias = tuple[object, ...]

# What was sent is kept as the event's disclosures; the copy to send has done its work.
SETTLE = """
UPDATE deliveries
SET status = $4,
    settled_at = $5,
    code = $6,
    leased_until = NULL,
    name = NULL,
    address = NULL,
    postal_address = NULL,
    subject_line = NULL,
    body = NULL,
    html = NULL
WHERE message_id = $1
AND channel = $2
AND number = $3
"""

WITHDRAW = """
UPDATE deliveries
SET status = 'withdrawn',
    settled_at = $2,
    code = $3,
    leased_until = NULL,
    name = NULL,
    address = NULL,
    postal_address = NULL,
    subject_line = NULL,
    body = NULL,
    html = NULL
WHERE message_id = $1
AND status IN ('due', 'failed', 'bounced')
"""

# Another delivery takes its place: what became of it is no trouble any more.
REPLACE = """
UPDATE deliveries
SET status = 'withdrawn',
    code = $4
WHERE message_id = $1
AND channel = $2
AND channel <> $3
AND status IN ('failed', 'bounced')
"""

# The terms are those of the delivery whose place it takes.
ORDER = """
INSERT INTO deliveries (
    message_id,
    channel,
    number,
    about,
    template,
    template_version,
    rule,
    due_by,
    language,
    reminder,
    notice_id,
    person_id,
    address,
    postal_address,
    subject_line,
    body,
    html,
    requested_at,
    correlation_id,
    first_due_at,
    due_at,
    link_purpose,
    link_subject,
    link_expires_at,
    subscriber_id
)
SELECT
    message_id,
    $2,
    $3,
    about,
    template,
    template_version,
    rule,
    due_by,
    language,
    reminder,
    notice_id,
    $5,
    $6,
    $7,
    $8,
    $9,
    $11,
    requested_at,
    correlation_id,
    $10,
    $10,
    link_purpose,
    link_subject,
    link_expires_at,
    subscriber_id
FROM deliveries
WHERE message_id = $1
AND channel = $4
ON CONFLICT (message_id, channel) DO UPDATE SET
    number = excluded.number,
    status = 'due',
    person_id = excluded.person_id,
    address = excluded.address,
    postal_address = excluded.postal_address,
    subject_line = excluded.subject_line,
    body = excluded.body,
    html = excluded.html,
    first_due_at = excluded.first_due_at,
    due_at = excluded.due_at,
    settled_at = NULL,
    leased_until = NULL,
    attempts = 0,
    code = NULL
"""

KEEP_CONTACT = """
INSERT INTO assessor_contacts (assessor_id, person_id, name, email)
VALUES ($1, $2, $3, $4)
ON CONFLICT (assessor_id) DO UPDATE SET
    person_id = excluded.person_id,
    name = excluded.name,
    email = excluded.email
"""

KEEP_APPLICANT = """
INSERT INTO applicant_contacts (application_id, person_id, name, email, actor)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (application_id) DO UPDATE SET
    person_id = excluded.person_id,
    name = excluded.name,
    email = excluded.email,
    looked_at = applicant_contacts.looked_at
        AND applicant_contacts.email IS NOT DISTINCT FROM excluded.email,
    actor = coalesce(excluded.actor, applicant_contacts.actor)
"""

# What is not sent yet is not sent any more: the delivery finds no text.
ERASED = """
UPDATE deliveries
SET person_id = NULL,
    name = NULL,
    address = NULL,
    postal_address = NULL,
    subject_line = NULL,
    body = NULL,
    html = NULL
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
    Holding(
        "applicant_contacts",
        RecordClass.APPLICATION,
        "UPDATE applicant_contacts SET person_id = NULL, name = NULL, email = NULL,"
        " actor = NULL WHERE person_id = $1",
    ),
    CHANGES,
)
"""What the tables of messages hold of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Follow the messages: what is owed, and what became of each delivery."""
    for statement, rows in _rows(recorded).items():
        if rows and statement is REQUEST:
            # A cohort is one statement a batch.
            await database.execute(REQUEST, *map(list, zip(*rows, strict=True)))
        elif rows:
            await database.executemany(statement, rows)


def _rows(recorded: Sequence[Recorded]) -> Mapping[str, list[Row]]:
    """Return the rows of each statement, in the order in which they must run.

    What settles a delivery names its number, so that an order may go before it.
    """
    requested: list[Row] = []
    settled: list[Row] = []
    ordered: list[Row] = []
    replaced: list[Row] = []
    withdrawn: list[Row] = []
    for one in recorded:
        match one.event:
            case MessageRequested() as event:
                requested += owed_rows(event, one)
            case DeliveryOrdered() as event:
                ordered.append(_ordered(event, one))
                channels = (event.instead_of, event.channel)
                replaced.append((event.message_id, *channels, event.reason))
            case MessageWithdrawn() | ToldOtherwise() as event:
                code = event.reason if isinstance(event, MessageWithdrawn) else None
                withdrawn.append((event.message_id, one.envelope.time, code))
            case _:
                if settlement := _settled(one):
                    settled.append(settlement)
    return {
        REQUEST: requested,
        ORDER: ordered,
        SETTLE: settled,
        REPLACE: replaced,
        WITHDRAW: withdrawn,
    }


def _settled(one: Recorded) -> Row | None:
    """Return how an event settles a delivery, if it does."""
    match one.event:
        case MessageSent() as event:
            status, code = Status.SENT, None
        case MessageFailed() as event:
            status, code = Status.FAILED, event.code
        case LetterPosted() as event:
            status, code = Status.POSTED, None
        case MessageDelivered() as event:
            status, code = Status.DELIVERED, None
        case MessageBounced() as event if event.permanent:
            status, code = Status.BOUNCED, event.code
        case _:
            return None
    at = one.envelope.time
    return event.message_id, event.channel, event.number, status.value, at, code


def _ordered(event: DeliveryOrdered, at: Recorded) -> Row:
    return (
        event.message_id,
        event.channel,
        event.number,
        event.instead_of,
        event.person_id,
        event.to,
        event.postal_address,
        event.subject_line,
        event.body,
        at.envelope.walltime,
        event.html,
    )


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Keep where assessors and applicants are written to, and what the public sees."""
    assessors: list[Row] = []
    applicants: list[Row] = []
    for one in recorded:
        match one.event:
            case AssessorAppointed() as event:
                kept = (event.assessor_id, event.person_id, event.name, event.email)
                assessors.append(kept)
            case ApplicationSubmitted() | RegistrationEntered() as event:
                person = event.person_id, event.given_names, event.email
                submitted = isinstance(event, ApplicationSubmitted)
                sender = one.envelope.actor if submitted else None
                applicants.append((event.application_id, *person, sender))
            case _:
                pass
    if assessors:
        await database.executemany(KEEP_CONTACT, assessors)
    if applicants:
        await database.executemany(KEEP_APPLICANT, applicants)
    await keep_changes(database, recorded)
