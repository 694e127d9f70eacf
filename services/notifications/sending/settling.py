"""What follows from what a transport says: the record of it, or another try."""

from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import uuid5

from services.notifications.messages.commands import (
    RecordFailed,
    RecordMaybeTwice,
    RecordSent,
)
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.sending.outbox import Leased, Postponed
from services.notifications.sending.waits import wait_after
from services.notifications.transports.port import (
    Deferred,
    Delivered,
    InDoubt,
    Outcome,
    Rejected,
    Untried,
)
from shared.eventstore.answers import Internal

Recording: TypeAlias = RecordSent | RecordFailed | RecordMaybeTwice

GAVE_UP = "gave-up"
GAVE_UP_IN_DOUBT = "gave-up-in-doubt"


def settlement(
    leased: Leased,
    outcome: Outcome,
    transport: str,
    give_up: timedelta,
    wall: datetime,
    now: datetime,
) -> RecordSent | RecordFailed | Postponed:
    """Return what follows from an outcome: the record, or another try later.

    Where nobody ever said whether it arrived, giving up says so too.
    """
    match outcome:
        case Delivered():
            return _sent(leased, outcome, transport, wall, now)
        case Rejected():
            return _failed(leased, transport, outcome.code, now)
        case Untried():
            postponed = Postponed(leased.key, timedelta(), outcome.code, counts=False)
        case Deferred() | InDoubt():
            wait = wait_after(leased.attempts, leased.key)
            in_doubt = isinstance(outcome, InDoubt)
            postponed = Postponed(leased.key, wait, outcome.code, in_doubt=in_doubt)
    if wall + postponed.wait > leased.first_due_at + give_up:
        code = GAVE_UP_IN_DOUBT if postponed.in_doubt else GAVE_UP
        return _failed(leased, transport, code, now)
    return postponed


def maybe_twice(leased: Leased, now: datetime) -> RecordMaybeTwice:
    """Return the record that the next attempt may be a repeat."""
    return RecordMaybeTwice(
        leased.message_id, leased.channel, leased.number, leased.begun + 1, now
    )


def internal(leased: Leased, command: Recording, service: str) -> Internal:
    """Return the command with an id that a repeat of the same keeps."""
    attempt = f" {command.attempt}" if isinstance(command, RecordMaybeTwice) else ""
    what = f"{type(command).__name__} {leased.channel} {leased.number}{attempt}"
    return Internal(
        capability=MESSAGES.name,
        command=command,
        command_id=uuid5(leased.message_id, what),
        actor=f"service:{service}",
        correlation_id=leased.correlation_id,
    )


def _sent(
    leased: Leased,
    outcome: Delivered,
    transport: str,
    wall: datetime,
    now: datetime,
) -> RecordSent:
    server = ": ".join(filter(None, (outcome.server, outcome.reply)))
    return RecordSent(
        message_id=leased.message_id,
        transport=transport,
        reference=outcome.reference,
        now=now,
        channel=leased.channel,
        number=leased.number,
        server=server or None,
        accepted_at=wall,
    )


def _failed(leased: Leased, transport: str, code: str, now: datetime) -> RecordFailed:
    return RecordFailed(
        leased.message_id, transport, code, now, leased.channel, leased.number
    )
