"""Proving that a notice was served."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from services.notifications.messages.commands import (
    RecordBounced,
    RecordFailed,
    RecordPosted,
    RecordSent,
    RecordToldOtherwise,
    Terms,
    WithdrawMessage,
)
from services.notifications.messages.decider import MESSAGE
from shared.contracts.notices import (
    ApplicationNoticeRequired,
    Listed,
    NoticeServed,
    NoticeUnserved,
)
from shared.contracts.notifications import (
    DeliveryOrdered,
    LetterPosted,
    MessageBounced,
    MessageFailed,
    MessageSent,
    MessageWithdrawn,
    ToldOtherwise,
)
from tests.support.given import Given
from tests.support.messages import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    MESSAGE_ID,
    NOW,
    PERSON_ID,
    TODAY,
    owed_for,
    rendered,
    request,
)

given = Given(MESSAGE)
NOTICE_ID = UUID("0192f0c1-0000-7000-8000-0000000000ff")
ABOUT = f"assessment/{ASSESSMENT_ID}"
TERMS = Terms(notice_id=NOTICE_ID, next_day=("email",))
OWED = rendered(replace(request(), terms=TERMS))
SENT = MessageSent(message_id=MESSAGE_ID, transport="maildir", reference="1.abc")
SERVED = NoticeServed(
    message_id=MESSAGE_ID,
    notice_id=NOTICE_ID,
    about=ABOUT,
    channel="email",
    sent_on=TODAY,
    served_on=TODAY + timedelta(days=1),
    reference="1.abc",
)
UNSERVED = NoticeUnserved(
    message_id=MESSAGE_ID, notice_id=NOTICE_ID, about=ABOUT, code="5.1.1"
)
BOUNCED = MessageBounced(
    message_id=MESSAGE_ID, channel="email", number=1, code="5.1.1", permanent=True
)
BY_HAND = ToldOtherwise(message_id=MESSAGE_ID, how="by-hand", told_on=TODAY)
RECORD_SENT = RecordSent(MESSAGE_ID, "maildir", "1.abc", NOW)
RECORD_BOUNCED = RecordBounced(MESSAGE_ID, "email", 1, "5.1.1", True, NOW)
TELL = RecordToldOtherwise(MESSAGE_ID, "by-hand", TODAY, None, TODAY, NOW)
AGAIN = DeliveryOrdered(
    message_id=MESSAGE_ID,
    channel="email",
    number=2,
    instead_of="email",
    reason="address-corrected",
)


def test_counts_from_the_day_after_it_was_sent() -> None:
    given(OWED).when(RECORD_SENT).then(SENT, SERVED)


def test_counts_from_the_day_itself_where_the_rules_say_so() -> None:
    owed = rendered(replace(request(), terms=replace(TERMS, next_day=())))
    same_day = SERVED.model_copy(update={"served_on": TODAY})
    given(owed).when(RECORD_SENT).then(SENT, same_day)


def test_waits_for_the_carrier_where_a_letter_is_demanded() -> None:
    tracked = replace(TERMS, channels=("tracked-post",))
    housed = replace(ANNA, postal_address="1 High Street, York")
    owed = rendered(replace(request(housed), terms=tracked))
    printed = replace(RECORD_SENT, channel="tracked-post")
    unproven = SENT.model_copy(update={"channel": "tracked-post", "fulfilled": False})
    given(owed).when(printed).then(unproven)
    yesterday = TODAY - timedelta(days=1)
    posted = RecordPosted(
        MESSAGE_ID, "tracked-post", 1, "royal-mail", None, yesterday, TODAY, NOW
    )
    given(owed, unproven).when(posted).then(
        LetterPosted(
            message_id=MESSAGE_ID,
            channel="tracked-post",
            number=1,
            carrier="royal-mail",
            posted_on=yesterday,
            fulfilled=True,
        ),
        NoticeServed(
            message_id=MESSAGE_ID,
            notice_id=NOTICE_ID,
            about=ABOUT,
            channel="tracked-post",
            sent_on=yesterday,
            served_on=yesterday,
            reference=None,
        ),
    )


def test_serves_nobody_if_it_fails() -> None:
    failed = MessageFailed(message_id=MESSAGE_ID, transport="smtp", code="smtp-550")
    unserved = UNSERVED.model_copy(update={"code": "smtp-550"})
    record = RecordFailed(MESSAGE_ID, "smtp", "smtp-550", NOW)
    given(OWED).when(record).then(failed, unserved)


def test_serves_nobody_once_it_bounces() -> None:
    given(OWED, SENT, SERVED).when(RECORD_BOUNCED).then(BOUNCED, UNSERVED)


def test_stands_while_a_delay_is_reported() -> None:
    delayed = replace(RECORD_BOUNCED, code="4.2.2", permanent=False)
    reported = BOUNCED.model_copy(update={"code": "4.2.2", "permanent": False})
    given(OWED, SENT, SERVED).when(delayed).then(reported)


def test_says_so_once_of_a_bounce() -> None:
    given(OWED, SENT, SERVED, BOUNCED, UNSERVED).when(RECORD_BOUNCED).then_nothing()


def test_counts_anew_from_what_is_sent_again() -> None:
    sent_again = SENT.model_copy(update={"number": 2})
    given(OWED, SENT, SERVED, BOUNCED, UNSERVED, AGAIN).when(
        replace(RECORD_SENT, number=2)
    ).then(sent_again, SERVED)


def test_stands_when_an_earlier_delivery_comes_back_late() -> None:
    failed = MessageFailed(message_id=MESSAGE_ID, transport="smtp", code="gave-up")
    sent_again = SENT.model_copy(update={"number": 2})
    given(OWED, failed, UNSERVED, AGAIN, sent_again, SERVED).when(RECORD_BOUNCED).then(
        BOUNCED
    )


def test_is_done_by_hand() -> None:
    by_hand = SERVED.model_copy(
        update={"channel": "by-hand", "served_on": TODAY, "reference": None}
    )
    given(OWED, SENT, SERVED, BOUNCED, UNSERVED).when(TELL).then(BY_HAND, by_hand)


def test_is_not_done_by_telephone() -> None:
    command = replace(TELL, how="by-telephone")
    told = BY_HAND.model_copy(update={"how": "by-telephone"})
    without_proof = UNSERVED.model_copy(update={"code": "told-without-proof"})
    given(OWED).when(command).then(told, without_proof)


def test_is_over_once_it_is_withdrawn() -> None:
    withdrawn = MessageWithdrawn(message_id=MESSAGE_ID, reason="person-died")
    unserved = UNSERVED.model_copy(update={"code": "person-died"})
    command = WithdrawMessage(MESSAGE_ID, "person-died", NOW)
    given(OWED).when(command).then(withdrawn, unserved)
    given(OWED, withdrawn, unserved).when(command).then_nothing()


@pytest.mark.parametrize("kind", ["application-refused", "no-such-wording"])
def test_is_asked_for_by_event(kind: str) -> None:
    required = ApplicationNoticeRequired(
        notice_id=NOTICE_ID,
        about=f"application/{APPLICATION_ID}",
        kind=kind,
        rule="domain §7A R6",
        prove_by=NOW + timedelta(days=14),
        person_id=PERSON_ID,
        name="Zoë",
        email="zoe@example.org",
        words={
            "application": str(APPLICATION_ID),
            "explanation": "",
            "appeal_days": "30",
            "appeal_by": "",
        },
        lists=(Listed(name="reasons", entries=("not suitable",)),),
    )
    (owed,) = owed_for(required)
    assert owed.terms.notice_id == NOTICE_ID
    assert owed.terms.due_by == required.prove_by
    events = MESSAGE.decide(owed, MESSAGE.initial)
    unknown = [type(one) for one in events[1:]] == [MessageFailed, NoticeUnserved]
    assert unknown == (kind == "no-such-wording")


def test_says_what_an_acceptance_leaves_out_and_until_when_one_appeals() -> None:
    required = ApplicationNoticeRequired(
        notice_id=NOTICE_ID,
        about=f"application/{APPLICATION_ID}",
        kind="application-accepted-narrower",
        rule="domain §7A R6",
        prove_by=NOW + timedelta(days=14),
        person_id=PERSON_ID,
        name="Zoë",
        email="zoe@example.org",
        words={
            "application": str(APPLICATION_ID),
            "explanation": "",
            "appeal_days": "30",
            "appeal_by": "2026-12-14",
        },
        lists=(
            Listed(name="reasons", entries=("standard not met",)),
            Listed(name="scopes", entries=("Nuclear Medicine",)),
            Listed(name="not_admitted", entries=("Sonography",)),
        ),
    )
    (owed,) = owed_for(required)
    read = rendered(owed).body or ""
    said = ("Nuclear Medicine", "Sonography", "standard not met", "14 December 2026")
    assert [part for part in said if part not in read] == []


def test_is_not_owed_to_who_was_erased() -> None:
    required = ApplicationNoticeRequired(
        notice_id=NOTICE_ID,
        about=ABOUT,
        kind="application-refused",
        rule="domain §7A R6",
        prove_by=NOW,
    )
    assert owed_for(required) == []
