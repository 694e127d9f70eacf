"""Events that oblige the register to tell somebody, and the messages they become."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from services.notifications.messages.commands import Recipient, RequestMessage
from services.notifications.messages.decider import MESSAGE, Event
from services.notifications.messages.subscribers import HEARS
from services.notifications.transports.port import Letter
from shared.capability import Asked
from shared.contracts.contract import EventData
from shared.contracts.notifications import MessageRequested
from shared.rulebook import load_rulebook
from tests.support.wordings import greeting

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
RULEBOOK = load_rulebook(ROOT / "rulebooks" / "rct-voluntary.toml", TODAY)

APPLICATION_ID = UUID("0192f0c1-0000-7000-8000-000000000001")
ASSESSMENT_ID = UUID("0192f0c1-0000-7000-8000-000000000002")
PERSON_ID = UUID("0192f0c1-0000-7000-8000-00000000000a")
HEARD_ID = UUID("0192f0c1-0000-7000-8000-00000000e0e0")
MESSAGE_ID = UUID("0192f0c1-0000-7000-8000-00000000000b")

ZOE: dict[str, object] = {
    "person_id": PERSON_ID,
    "given_names": "Zoë",
    "email": "zoe@example.org",
}
ANNA = Recipient(PERSON_ID, "Anna", "anna@register.example")
WORDING = greeting()

EventT = TypeVar("EventT", bound=EventData)


def said(kind: type[EventT], **fields: object) -> EventT:
    """Return an event about the application, with these fields."""
    return kind.model_validate({"application_id": APPLICATION_ID, **fields})


def asked(heard: UUID = HEARD_ID) -> Asked:
    """Return the circumstances of an event that was heard."""
    return Asked(heard, "service:notifications", NOW, RULEBOOK)


def owed_for(event: EventData, heard: UUID = HEARD_ID) -> Sequence[RequestMessage]:
    """Return the messages that an event obliges us to."""
    commands = HEARS[type(event)](event, asked(heard))
    assert all(isinstance(command, RequestMessage) for command in commands)
    return commands


def request(
    recipient: Recipient | None = ANNA, what: str = "A case waits."
) -> RequestMessage:
    """Return the command that requests a message."""
    return RequestMessage(
        message_id=MESSAGE_ID,
        about=f"assessment/{ASSESSMENT_ID}",
        wording=WORDING,
        words={"register": "", "what": what},
        now=NOW,
        recipient=recipient,
    )


def decided(command: RequestMessage) -> Sequence[Event]:
    """Return what requesting the message leads to."""
    return MESSAGE.decide(command, MESSAGE.initial)


def rendered(command: RequestMessage) -> MessageRequested:
    """Return the message as it was rendered."""
    first = decided(command)[0]
    assert isinstance(first, MessageRequested)
    return first


def letter(number: int = 1, **changed: Any) -> Letter:  # noqa: ANN401
    """Return a letter to be delivered, some things changed."""
    usual: dict[str, Any] = {
        "message_id": UUID(int=number),
        "to": f"person-{number}@example.org",
        "subject": "A case waits",
        "body": "Dear Zoë,\n\nA case waits.\n",
        "written_at": NOW,
    }
    return Letter(**{**usual, **changed})
