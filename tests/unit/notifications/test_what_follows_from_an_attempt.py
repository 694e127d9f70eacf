"""What follows from an attempt."""

from datetime import timedelta

import pytest

from services.notifications.messages.commands import (
    RecordFailed,
    RecordMaybeTwice,
    RecordSent,
)
from services.notifications.sending.outbox import Postponed
from services.notifications.sending.settling import internal, maybe_twice, settlement
from services.notifications.sending.waits import wait_after
from services.notifications.transports.port import (
    Deferred,
    Delivered,
    InDoubt,
    Key,
    Outcome,
    Rejected,
    Untried,
)
from tests.support.leased import GIVE_UP, leased
from tests.support.messages import MESSAGE_ID, NOW

KEY = Key(MESSAGE_ID)


def settled(
    outcome: Outcome, after: timedelta = timedelta(), attempts: int = 0
) -> RecordSent | RecordFailed | Postponed:
    ours = leased(attempts=attempts)
    return settlement(ours, outcome, "smtp", GIVE_UP, NOW + after, NOW)


def test_is_the_record_of_who_accepted_it_and_when() -> None:
    assert settled(Delivered("<1@register.example>", "mail:25", "queued as 4A")) == (
        RecordSent(
            MESSAGE_ID,
            "smtp",
            "<1@register.example>",
            NOW,
            server="mail:25: queued as 4A",
            accepted_at=NOW,
        )
    )


def test_is_a_named_failure_where_it_was_refused_for_good() -> None:
    assert settled(Rejected("smtp-550")) == RecordFailed(
        MESSAGE_ID, "smtp", "smtp-550", NOW
    )


def test_is_another_try_while_there_is_time() -> None:
    wait = wait_after(0, KEY)
    assert settled(Deferred("smtp-451")) == Postponed(KEY, wait, "smtp-451")


def test_stays_in_doubt_where_nobody_said_whether_it_arrived() -> None:
    wait = wait_after(0, KEY)
    expected = Postponed(KEY, wait, "connection-lost", in_doubt=True)
    assert settled(InDoubt("connection-lost")) == expected


def test_counts_as_no_try_where_nothing_was_tried() -> None:
    expected = Postponed(KEY, timedelta(), "server-unavailable", counts=False)
    assert settled(Untried("server-unavailable")) == expected


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Deferred("smtp-451"), "gave-up"),
        (Untried("server-unavailable"), "gave-up"),
        (InDoubt("connection-lost"), "gave-up-in-doubt"),
    ],
)
def test_is_that_one_gave_up_after_the_days_of_the_rulebook(
    outcome: Outcome, code: str
) -> None:
    after = GIVE_UP + timedelta(seconds=1)
    assert settled(outcome, after, 9) == RecordFailed(MESSAGE_ID, "smtp", code, NOW)


def test_names_the_attempt_that_may_be_a_repeat() -> None:
    expected = RecordMaybeTwice(MESSAGE_ID, "email", 1, 2, NOW)
    assert maybe_twice(leased(begun=1, in_doubt=True), NOW) == expected


def test_keeps_its_command_s_id_for_the_same_attempt_alone() -> None:
    first, second = (maybe_twice(leased(begun=begun), NOW) for begun in (1, 2))
    ids = [
        internal(leased(), one, "notifications").command_id for one in (first, second)
    ]
    assert len(set(ids)) == 2
    assert ids[0] == internal(leased(), first, "notifications").command_id
