"""Requesting a message: rendered once, with its faults named at once."""

from collections.abc import Sequence

from services.notifications.messages.commands import Recipient, RequestMessage
from services.notifications.messages.deciding.events import Event
from services.notifications.messages.rules import is_deliverable
from services.notifications.messages.state import LETTERS, NotRequested, State
from services.notifications.wordings.rendering import Rendered, Unrenderable, render
from shared.contracts.notifications import EMAIL, MessageFailed, MessageRequested

NO_TRANSPORT = "none"
NO_ADDRESS = "no-usable-address"
NO_POSTAL_ADDRESS = "no-postal-address"
UNRENDERABLE = "unrenderable"


def request(command: RequestMessage, state: State) -> Sequence[Event]:
    """Return the obligation, and of each channel by which it cannot be met, why not.

    The obligation stands in the record, and so does that it was not met: the registrar
    finds it in the list of what is unmet and tells the person otherwise.
    """
    recipient = command.recipient
    if recipient is None or not isinstance(state, NotRequested):
        return []
    try:
        words = {**command.words, "name": recipient.name or ""}
        rendered = render(command.wording, words, command.terms.language)
    except Unrenderable:
        rendered = None
    return [
        _obligation(command, recipient, rendered),
        *(
            MessageFailed(
                message_id=command.message_id,
                transport=NO_TRANSPORT,
                code=fault,
                channel=channel,
            )
            for channel in command.terms.channels
            if (fault := _fault(channel, recipient, rendered))
        ),
    ]


def _obligation(
    command: RequestMessage, recipient: Recipient, rendered: Rendered | None
) -> MessageRequested:
    terms, link = command.terms, command.link
    return MessageRequested(
        message_id=command.message_id,
        about=command.about,
        template=command.wording.name,
        template_version=command.wording.version,
        rule=terms.rule,
        due_by=terms.due_by,
        channels=terms.channels,
        language=rendered.language if rendered else terms.language,
        reminder=terms.reminder,
        notice_id=terms.notice_id,
        next_day=terms.next_day,
        link_purpose=link.purpose if link else None,
        link_subject=link.subject if link else None,
        link_expires_at=link.expires_at if link else None,
        person_id=recipient.person_id,
        name=recipient.name,
        to=recipient.address,
        postal_address=recipient.postal_address,
        subject_line=rendered.subject if rendered else None,
        body=rendered.body if rendered else None,
        html=rendered.html if rendered else None,
        content_sha256=rendered.sha256 if rendered else None,
    )


def _fault(channel: str, recipient: Recipient, rendered: Rendered | None) -> str | None:
    """Return why the message cannot go by the channel, if it cannot."""
    if rendered is None:
        return UNRENDERABLE
    if channel == EMAIL and not is_deliverable(recipient.address):
        return NO_ADDRESS
    if channel in LETTERS and not (recipient.postal_address or "").strip():
        return NO_POSTAL_ADDRESS
    return None
