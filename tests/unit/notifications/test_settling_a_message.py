"""Settling a message."""

from datetime import timedelta

import pytest

from services.notifications.messages.commands import RecordFailed, RecordSent
from services.notifications.messages.decider import MESSAGE
from services.notifications.messages.delivery import backoff, settlement
from services.notifications.messages.queries import Leased, Postponed
from services.notifications.transports.port import Deferred, Delivered, Rejected
from shared.contracts.notifications import MessageFailed, MessageSent
from tests.support.given import Given
from tests.support.messages import MESSAGE_ID, NOW, rendered, request

given = Given(MESSAGE)
REQUESTED = rendered(request())
SENT = MessageSent(message_id=MESSAGE_ID, transport="maildir", reference="1.abc")
FAILED = MessageFailed(message_id=MESSAGE_ID, transport="smtp", code="smtp-550")
RECORD_SENT = RecordSent(MESSAGE_ID, "maildir", "1.abc", NOW)
RECORD_FAILED = RecordFailed(MESSAGE_ID, "smtp", "smtp-550", NOW)
GIVE_UP = timedelta(days=3)


def leased(attempts: int = 0) -> Leased:
    return Leased(
        message_id=MESSAGE_ID,
        address="anna@register.example",
        subject_line="Hello",
        body="Dear Anna\n",
        requested_at=NOW,
        first_due_at=NOW,
        correlation_id=MESSAGE_ID,
        attempts=attempts,
    )


def test_records_that_it_was_sent() -> None:
    given(REQUESTED).when(RECORD_SENT).then(SENT)


def test_records_that_it_failed() -> None:
    given(REQUESTED).when(RECORD_FAILED).then(FAILED)


@pytest.mark.parametrize("settled", [SENT, FAILED])
@pytest.mark.parametrize("command", [RECORD_SENT, RECORD_FAILED])
def test_happens_once(
    settled: MessageSent | MessageFailed, command: RecordSent | RecordFailed
) -> None:
    given(REQUESTED, settled).when(command).then_nothing()


@pytest.mark.parametrize("command", [RECORD_SENT, RECORD_FAILED])
def test_is_refused_for_a_message_that_nobody_requested(
    command: RecordSent | RecordFailed,
) -> None:
    given().when(command).then_refused("no-such-message")


def test_follows_from_delivery() -> None:
    outcome = settlement(leased(), Delivered("1.abc"), "maildir", GIVE_UP, NOW, NOW)
    assert outcome == RECORD_SENT


def test_follows_from_a_refusal_for_good() -> None:
    outcome = settlement(leased(), Rejected("smtp-550"), "smtp", GIVE_UP, NOW, NOW)
    assert outcome == RECORD_FAILED


def test_waits_for_another_try_while_there_is_time() -> None:
    outcome = settlement(leased(), Deferred("smtp-451"), "smtp", GIVE_UP, NOW, NOW)
    assert outcome == Postponed(MESSAGE_ID, backoff(0), "smtp-451")


def test_gives_up_after_the_days_of_the_rulebook() -> None:
    wall = NOW + GIVE_UP
    outcome = settlement(leased(9), Deferred("smtp-451"), "smtp", GIVE_UP, wall, NOW)
    assert outcome == RecordFailed(MESSAGE_ID, "smtp", "gave-up", NOW)


def test_waits_longer_after_each_try_but_never_over_an_hour() -> None:
    waits = [backoff(attempts) for attempts in range(1_000)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=15)
    assert waits[-1] == timedelta(hours=1)
