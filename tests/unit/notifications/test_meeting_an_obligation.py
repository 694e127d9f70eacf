"""Meeting an obligation to tell somebody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.messages.accepting import TELL_BY, deadlines
from services.notifications.messages.commands import RecordOverdue, RecordPosted, Terms
from services.notifications.messages.decider import MESSAGE
from services.notifications.messages.deciding.events import Event
from shared.capability import ClearDeadline, SetDeadline
from shared.contracts.notifications import (
    LetterPosted,
    MessageFailed,
    MessageOverdue,
    MessageSent,
    MessageWithdrawn,
    ToldOtherwise,
)
from tests.support.given import Given
from tests.support.messages import (
    ANNA,
    ASSESSMENT_ID,
    MESSAGE_ID,
    NOW,
    TODAY,
    rendered,
    request,
)
from tests.support.wordings import greeting

given = Given(MESSAGE)
DUE_BY = NOW + timedelta(days=3)
BOTH_WAYS = Terms(
    rule="domain §4.10", due_by=DUE_BY, channels=("email", "tracked-post")
)
HOUSED = replace(ANNA, postal_address="1 High Street, York")
OWED = rendered(replace(request(HOUSED), terms=BOTH_WAYS))
STREAM = f"message/{MESSAGE_ID}"

SENT = MessageSent(
    message_id=MESSAGE_ID, transport="maildir", reference="1", fulfilled=False
)
PRINTED = SENT.model_copy(update={"channel": "tracked-post", "transport": "print"})
POSTED = LetterPosted(
    message_id=MESSAGE_ID,
    channel="tracked-post",
    number=1,
    carrier="royal-mail",
    posted_on=TODAY,
    fulfilled=True,
)
RECORD_POSTED = RecordPosted(
    MESSAGE_ID, "tracked-post", 1, "royal-mail", None, TODAY, TODAY, NOW
)
OVERDUE = MessageOverdue(
    message_id=MESSAGE_ID,
    about=f"assessment/{ASSESSMENT_ID}",
    rule="domain §4.10",
    was_due_by=DUE_BY,
)
RECORD_OVERDUE = RecordOverdue(MESSAGE_ID, DUE_BY)


def test_asks_for_every_channel_that_the_rule_demands() -> None:
    given(OWED, SENT, PRINTED).when(RECORD_POSTED).then(POSTED)


def test_is_not_done_by_a_letter_alone() -> None:
    unfulfilled = POSTED.model_copy(update={"fulfilled": False})
    given(OWED).when(RECORD_POSTED).then(unfulfilled)


def test_is_refused_a_proof_of_posting_to_come() -> None:
    early = replace(RECORD_POSTED, posted_on=TODAY + timedelta(days=1))
    given(OWED).when(early).then_refused("in-the-future")


def test_takes_a_proof_of_posting_once() -> None:
    given(OWED, SENT, POSTED).when(RECORD_POSTED).then_nothing()


def test_takes_no_proof_of_posting_for_mail() -> None:
    given(OWED).when(replace(RECORD_POSTED, channel="email")).then_refused(
        "not-a-letter"
    )


def test_takes_no_proof_of_a_letter_that_nobody_ordered() -> None:
    ordinary = replace(RECORD_POSTED, channel="post")
    given(OWED).when(ordinary).then_refused("no-such-delivery")


def test_is_overdue_where_the_letter_was_printed_and_never_posted() -> None:
    given(OWED, SENT, PRINTED).when(RECORD_OVERDUE).then(OVERDUE)


@pytest.mark.parametrize(
    "over",
    [
        (SENT, POSTED),
        (ToldOtherwise(message_id=MESSAGE_ID, how="by-hand", told_on=TODAY),),
        (MessageWithdrawn(message_id=MESSAGE_ID, reason="person-died"),),
        (OVERDUE,),
    ],
)
def test_is_not_overdue_where_it_is_over_or_was_said(over: tuple[Event, ...]) -> None:
    given(OWED, *over).when(RECORD_OVERDUE).then_nothing()


def test_is_overdue_where_every_way_failed() -> None:
    failed = MessageFailed(
        message_id=MESSAGE_ID, transport="smtp", code="gave-up", channel="email"
    )
    given(OWED, failed, POSTED).when(RECORD_OVERDUE).then(OVERDUE)


def test_is_refused_of_a_message_that_nobody_requested() -> None:
    given().when(RECORD_OVERDUE).then_refused("no-such-message")


def test_falls_due_until_it_is_met() -> None:
    assert deadlines(OWED) == [SetDeadline(STREAM, TELL_BY, DUE_BY)]
    assert deadlines(SENT) == []
    assert deadlines(POSTED) == [ClearDeadline(STREAM, TELL_BY)]


def test_never_falls_due_without_a_day() -> None:
    assert deadlines(rendered(request())) == []


def test_names_what_a_channel_lacks_at_once() -> None:
    homeless = replace(request(), terms=BOTH_WAYS)
    faults = list(MESSAGE.decide(homeless, MESSAGE.initial)[1:])
    assert faults == [
        MessageFailed(
            message_id=MESSAGE_ID,
            transport="none",
            code="no-postal-address",
            channel="tracked-post",
        )
    ]


def test_names_a_wording_that_does_not_render() -> None:
    command = request()
    broken = replace(command, wording=greeting(body="{{ nowhere }}"))
    obligation, fault = MESSAGE.decide(broken, MESSAGE.initial)
    assert getattr(obligation, "body", "") is None
    assert fault == MessageFailed(
        message_id=MESSAGE_ID, transport="none", code="unrenderable"
    )
