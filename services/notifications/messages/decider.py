"""A message, decided: requested once, then sent or failed."""

from collections.abc import Sequence
from typing import TypeAlias

from services.notifications.messages.commands import (
    Command,
    RecordFailed,
    RecordSent,
    RequestMessage,
)
from services.notifications.messages.rules import is_deliverable, render
from services.notifications.messages.state import (
    NotRequested,
    Requested,
    Settled,
    State,
)
from shared.contracts.notifications import MessageFailed, MessageRequested, MessageSent
from shared.decider import Decider
from shared.errors import Refused

Event: TypeAlias = MessageRequested | MessageSent | MessageFailed

NO_TRANSPORT = "none"
NO_ADDRESS = "no-usable-address"
RULE = "domain §4.10"


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case RequestMessage():
            return _request(command, state)
        case RecordSent():
            sent = MessageSent(
                message_id=command.message_id,
                transport=command.transport,
                reference=command.reference,
            )
            return _settle(sent, state)
        case RecordFailed():
            failed = MessageFailed(
                message_id=command.message_id,
                transport=command.transport,
                code=command.code,
            )
            return _settle(failed, state)


def _request(command: RequestMessage, state: State) -> Sequence[Event]:
    recipient = command.recipient
    if recipient is None or not isinstance(state, NotRequested):
        return []
    rendered = render(
        command.wording.text, {**command.words, "name": recipient.name or ""}
    )
    requested = MessageRequested(
        message_id=command.message_id,
        about=command.about,
        template=command.wording.name,
        template_version=command.wording.version,
        link_purpose=command.link.purpose if command.link else None,
        link_subject=command.link.subject if command.link else None,
        link_expires_at=command.link.expires_at if command.link else None,
        person_id=recipient.person_id,
        to=recipient.address,
        subject_line=rendered.subject,
        body=rendered.body,
    )
    if is_deliverable(recipient.address):
        return [requested]
    # The obligation stands in the record, and so does that it was not met: the
    # registrar finds it in the list of messages and tells the person otherwise.
    unmet = MessageFailed(
        message_id=command.message_id, transport=NO_TRANSPORT, code=NO_ADDRESS
    )
    return [requested, unmet]


def _settle(outcome: MessageSent | MessageFailed, state: State) -> Sequence[Event]:
    match state:
        case Requested():
            return [outcome]
        case Settled():
            return []
        case NotRequested():
            raise Refused("no-such-message", "There is no such message.", RULE)


def evolve(_state: State, event: Event) -> State:
    """Return the situation after the event."""
    match event:
        case MessageRequested():
            return Requested()
        case MessageSent() | MessageFailed():
            return Settled()


MESSAGE = Decider[Command, State, Event](
    initial=NotRequested(), decide=decide, evolve=evolve
)
"""The rules of one message."""
