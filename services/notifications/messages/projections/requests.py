"""What is owed, as rows of the table of deliveries: one statement a batch."""

from typing import TypeAlias

from services.notifications.messages.rules import is_deliverable
from shared.capability import Recorded
from shared.contracts.notifications import MessageRequested

Row: TypeAlias = tuple[object, ...]

REQUEST = """
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
    name,
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
    channel,
    1,
    about,
    template,
    template_version,
    rule,
    due_by,
    language,
    reminder,
    notice_id,
    person_id,
    name,
    address,
    postal_address,
    subject_line,
    body,
    html,
    requested_at,
    correlation_id,
    first_due_at,
    first_due_at,
    link_purpose,
    link_subject,
    link_expires_at,
    subscriber_id
FROM unnest(
    $1::uuid[],
    $2::text[],
    $3::text[],
    $4::text[],
    $5::integer[],
    $6::text[],
    $7::timestamptz[],
    $8::text[],
    $9::boolean[],
    $10::uuid[],
    $11::uuid[],
    $12::text[],
    $13::text[],
    $14::text[],
    $15::text[],
    $16::text[],
    $17::timestamptz[],
    $18::uuid[],
    $19::timestamptz[],
    $20::text[],
    $21::text[],
    $22::timestamptz[],
    $23::text[],
    $24::uuid[]
) AS owed (
    message_id,
    channel,
    about,
    template,
    template_version,
    rule,
    due_by,
    language,
    reminder,
    notice_id,
    person_id,
    name,
    address,
    postal_address,
    subject_line,
    body,
    requested_at,
    correlation_id,
    first_due_at,
    link_purpose,
    link_subject,
    link_expires_at,
    html,
    subscriber_id
)
ON CONFLICT DO NOTHING
"""


def owed_rows(event: MessageRequested, at: Recorded) -> list[Row]:
    """Return the rows of what is owed, one a channel."""
    return [_owed_by(channel, event, at) for channel in event.channels]


def _owed_by(channel: str, event: MessageRequested, at: Recorded) -> Row:
    return (
        event.message_id,
        channel,
        event.about,
        event.template,
        event.template_version,
        event.rule,
        event.due_by,
        event.language,
        event.reminder,
        event.notice_id,
        event.person_id,
        event.name,
        event.to if is_deliverable(event.to) else None,
        event.postal_address,
        event.subject_line,
        event.body,
        at.envelope.time,
        at.envelope.correlationid,
        at.envelope.walltime,
        event.link_purpose,
        event.link_subject,
        event.link_expires_at,
        event.html,
        event.subscriber_id,
    )
