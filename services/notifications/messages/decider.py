"""Every decision about a message: an obligation to tell somebody, and its proof."""

from collections.abc import Sequence

from services.notifications.messages.commands import (
    Command,
    OrderDelivery,
    RecordBounced,
    RecordDelivered,
    RecordFailed,
    RecordMaybeTwice,
    RecordOverdue,
    RecordPosted,
    RecordSent,
    RecordToldOtherwise,
    RequestAnnouncement,
    RequestMessage,
    WithdrawMessage,
)
from services.notifications.messages.deciding.announcing import announce
from services.notifications.messages.deciding.events import Event
from services.notifications.messages.deciding.evolving import evolve
from services.notifications.messages.deciding.ordering import (
    order,
    tell_otherwise,
    withdraw,
)
from services.notifications.messages.deciding.proving import with_answer
from services.notifications.messages.deciding.recording import (
    record_bounced,
    record_delivered,
    record_failed,
    record_maybe_twice,
    record_overdue,
    record_posted,
    record_sent,
)
from services.notifications.messages.deciding.requesting import request
from services.notifications.messages.state import NotRequested, State
from shared.clock import register_date
from shared.decider import Decider


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`.

    Whoever waits for the proof of service is answered in the same breath.
    """
    events = _decide(command, state)
    return with_answer(events, state, register_date(command.now), command.message_id)


def _decide(  # noqa: C901, PLR0911 - one line a command
    command: Command, state: State
) -> Sequence[Event]:
    match command:
        case RequestMessage():
            return request(command, state)
        case RequestAnnouncement():
            return announce(command, state)
        case RecordSent():
            return record_sent(command, state)
        case RecordFailed():
            return record_failed(command, state)
        case RecordDelivered():
            return record_delivered(command, state)
        case RecordBounced():
            return record_bounced(command, state)
        case RecordMaybeTwice():
            return record_maybe_twice(command, state)
        case RecordPosted():
            return record_posted(command, state)
        case RecordOverdue():
            return record_overdue(command, state)
        case OrderDelivery():
            return order(command, state)
        case RecordToldOtherwise():
            return tell_otherwise(command, state)
        case WithdrawMessage():
            return withdraw(command, state)


MESSAGE = Decider[Command, State, Event](
    initial=NotRequested(), decide=decide, evolve=evolve
)
"""The rules of one message."""

__all__ = ["MESSAGE", "Event", "decide"]
