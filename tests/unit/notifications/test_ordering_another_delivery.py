"""Ordering another delivery of a message."""

from dataclasses import replace

from services.notifications.messages.commands import (
    Kept,
    OrderDelivery,
    RecordMaybeTwice,
    WithdrawMessage,
)
from services.notifications.messages.decider import MESSAGE
from shared.contracts.notifications import (
    DeliveryOrdered,
    MessageFailed,
    MessageMayHaveBeenSentTwice,
    MessageSent,
    MessageWithdrawn,
)
from tests.support.given import Given
from tests.support.messages import MESSAGE_ID, NOW, PERSON_ID, rendered, request

given = Given(MESSAGE)
OWED = rendered(request())
FAILED = MessageFailed(message_id=MESSAGE_ID, transport="smtp", code="gave-up")
SENT = MessageSent(message_id=MESSAGE_ID, transport="maildir", reference="1")
KEPT = Kept(PERSON_ID, "anna@old.example", None, "Hello", "Dear Anna,\n")
COMMAND = OrderDelivery(
    message_id=MESSAGE_ID,
    channel="email",
    instead_of="email",
    reason="address-corrected",
    to="anna@new.example",
    postal_address=None,
    now=NOW,
    kept=KEPT,
)
ORDERED = DeliveryOrdered(
    message_id=MESSAGE_ID,
    channel="email",
    number=2,
    instead_of="email",
    reason="address-corrected",
    person_id=PERSON_ID,
    to="anna@new.example",
    subject_line="Hello",
    body="Dear Anna,\n",
)


def test_sends_the_same_words_to_the_corrected_address() -> None:
    given(OWED, FAILED).when(COMMAND).then(ORDERED)


def test_sends_to_the_same_address_where_none_is_given() -> None:
    kept = ORDERED.model_copy(update={"to": "anna@old.example"})
    given(OWED, FAILED).when(replace(COMMAND, to=None)).then(kept)


def test_may_go_by_post_instead() -> None:
    by_post = replace(
        COMMAND, channel="post", to=None, postal_address="1 High Street, York"
    )
    given(OWED, FAILED).when(by_post).then(
        ORDERED.model_copy(
            update={
                "channel": "post",
                "number": 1,
                "to": "anna@old.example",
                "postal_address": "1 High Street, York",
            }
        )
    )


def test_waits_for_what_is_under_way() -> None:
    given(OWED).when(COMMAND).then_refused("still-under-way")
    given(OWED, FAILED, ORDERED).when(COMMAND).then_refused("still-under-way")


def test_needs_a_usable_address() -> None:
    nowhere = replace(COMMAND, to="nobody")
    given(OWED, FAILED).when(nowhere).then_refused("no-usable-address")
    homeless = replace(COMMAND, channel="post", postal_address=" ")
    given(OWED, FAILED).when(homeless).then_refused("no-usable-address")


def test_needs_the_words() -> None:
    erased = replace(COMMAND, kept=Kept())
    given(OWED, FAILED).when(erased).then_refused("words-erased")


def test_goes_by_a_channel_that_there_is() -> None:
    given(OWED, FAILED).when(replace(COMMAND, channel="fax")).then_refused(
        "unknown-channel"
    )


def test_takes_the_place_of_a_delivery_that_there_was() -> None:
    given(OWED, FAILED).when(replace(COMMAND, instead_of="post")).then_refused(
        "no-such-delivery"
    )


def test_is_refused_once_nothing_is_owed() -> None:
    withdrawn = MessageWithdrawn(message_id=MESSAGE_ID, reason="person-died")
    given(OWED, FAILED, withdrawn).when(COMMAND).then_refused("no-longer-owed")


def test_is_refused_of_a_message_that_nobody_requested() -> None:
    given().when(COMMAND).then_refused("no-such-message")


def test_leaves_nothing_to_withdraw_once_it_was_sent() -> None:
    command = WithdrawMessage(MESSAGE_ID, "person-died", NOW)
    given(OWED, SENT).when(command).then_nothing()


def test_says_once_that_an_attempt_may_be_a_repeat() -> None:
    maybe = RecordMaybeTwice(MESSAGE_ID, "email", 1, 2, NOW)
    twice = MessageMayHaveBeenSentTwice(
        message_id=MESSAGE_ID, channel="email", number=1, attempt=2
    )
    given(OWED).when(maybe).then(twice)
    given(OWED, twice).when(maybe).then_nothing()
