"""Proposers are written to: each letter has a link, which is made as it is sent."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from uuid import uuid5

from services.notifications.messages.commands import (
    LINK_PLACE,
    Command,
    Link,
    Recipient,
    RequestMessage,
)
from services.notifications.messages.wording import WORDINGS
from shared.capability import Asked, React
from shared.clock import register_date
from shared.contracts.confirming import ConfirmationAsked, ConfirmationReminded
from shared.contracts.contract import EventData

CONFIRM = "confirm"


def on_confirmation_asked(event: ConfirmationAsked, asked: Asked) -> Sequence[Command]:
    """A proposer is asked to confirm, by a link that is good for this attempt."""
    return _written("confirmation-asked", event, asked)


def on_confirmation_reminded(
    event: ConfirmationReminded, asked: Asked
) -> Sequence[Command]:
    """A proposer who has not answered is reminded, by a new link."""
    return _written("confirmation-reminder", event, asked)


def _written(
    wording: str, event: ConfirmationAsked | ConfirmationReminded, asked: Asked
) -> Sequence[Command]:
    if event.person_id is None:
        return []
    last_day = register_date(event.expires_at - timedelta(microseconds=1))
    return [
        RequestMessage(
            message_id=uuid5(asked.command_id, "proposer"),
            about=f"application/{event.application_id}",
            wording=WORDINGS[wording],
            words={
                "register": asked.rulebook.title,
                "applicant": event.applicant_name or "",
                "answer_by": f"{last_day.day} {last_day:%B %Y}",
                "link": LINK_PLACE,
            },
            now=asked.now,
            recipient=Recipient(event.person_id, event.name, event.email),
            link=Link(
                CONFIRM, f"{event.confirmation_id}:{event.attempt}", event.expires_at
            ),
        )
    ]


CONFIRMATIONS: Mapping[type[EventData], React] = MappingProxyType(
    {
        ConfirmationAsked: on_confirmation_asked,
        ConfirmationReminded: on_confirmation_reminded,
    }
)
"""What asking and reminding a proposer oblige us to."""
