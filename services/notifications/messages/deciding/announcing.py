"""Owing a subscriber the news of a change to the public register."""

from collections.abc import Sequence
from hashlib import sha256

from services.notifications.messages.commands import RequestAnnouncement
from services.notifications.messages.deciding.events import Event
from services.notifications.messages.state import NotRequested, State
from shared.contracts.notifications import WEBHOOK, MessageRequested

TEMPLATE, VERSION = "register-change", 1
"""What the content is called, and its version: `docs/webhooks.md`."""


def announce(command: RequestAnnouncement, state: State) -> Sequence[Event]:
    """Return the obligation, once; where its endpoint is, sending finds out."""
    if not isinstance(state, NotRequested):
        return []
    content = f"{command.kind}\n{command.content}\n"
    return [
        MessageRequested(
            message_id=command.message_id,
            about=command.about,
            template=TEMPLATE,
            template_version=VERSION,
            rule=command.terms.rule,
            due_by=command.terms.due_by,
            channels=(WEBHOOK,),
            subscriber_id=command.subscriber_id,
            person_id=command.person_id,
            subject_line=command.kind,
            body=command.content,
            content_sha256=sha256(content.encode()).hexdigest(),
        )
    ]
