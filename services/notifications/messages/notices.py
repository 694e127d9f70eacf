"""A service that waits for proof has a notice served: the wording is what it names."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from uuid import uuid5

from services.notifications.messages.commands import (
    Command,
    Recipient,
    RequestMessage,
    Terms,
)
from services.notifications.wordings.in_use import WORDINGS
from services.notifications.wordings.taking import taken
from services.notifications.wordings.wording import unknown
from shared.capability import Asked, React
from shared.contracts.contract import EventData
from shared.contracts.notices import ApplicationNoticeRequired, NoticeRequired


def on_notice_required(event: NoticeRequired, asked: Asked) -> Sequence[Command]:
    """A notice is served on whom it names, and the service is told when it was."""
    if event.person_id is None:
        return []
    # A wording that nobody knows does not render: the asker is told so at once.
    wording = WORDINGS.get(event.kind) or unknown(event.kind)
    return [
        RequestMessage(
            message_id=uuid5(event.notice_id, "notice"),
            about=event.about,
            wording=wording,
            words={
                **taken(
                    wording,
                    event.words or {},
                    {one.name: one.entries for one in event.lists or ()},
                ),
                "register": asked.rulebook.title,
            },
            now=asked.now,
            recipient=Recipient(
                event.person_id, event.name, event.email, event.postal_address
            ),
            terms=Terms(
                rule=event.rule,
                due_by=event.prove_by,
                channels=event.channels,
                language=event.language,
                reminder=wording.is_reminder,
                notice_id=event.notice_id,
                next_day=asked.rulebook.notifications.next_day(event.channels),
            ),
        )
    ]


NOTICES: Mapping[type[EventData], React] = MappingProxyType(
    {ApplicationNoticeRequired: on_notice_required}
)
"""What asking for proof obliges us to, by the service that asks."""
