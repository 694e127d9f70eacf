"""Settling a message."""

import pytest

from services.notifications.messages.commands import RecordFailed, RecordSent
from services.notifications.messages.decider import MESSAGE
from shared.contracts.notifications import MessageFailed, MessageSent
from tests.support.given import Given
from tests.support.messages import MESSAGE_ID, NOW, rendered, request

given = Given(MESSAGE)
REQUESTED = rendered(request())
SENT = MessageSent(message_id=MESSAGE_ID, transport="maildir", reference="1.abc")
FAILED = MessageFailed(message_id=MESSAGE_ID, transport="smtp", code="smtp-550")
RECORD_SENT = RecordSent(MESSAGE_ID, "maildir", "1.abc", NOW)
RECORD_FAILED = RecordFailed(MESSAGE_ID, "smtp", "smtp-550", NOW)


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
