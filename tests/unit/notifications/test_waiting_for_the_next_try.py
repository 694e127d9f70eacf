"""Waiting for the next try."""

from datetime import timedelta
from uuid import UUID

from services.notifications.sending.waits import LONGEST_WAIT, SPREAD, wait_after
from services.notifications.transports.port import Key

KEY = Key(UUID(int=1))


def test_takes_longer_after_each_try_and_no_more_than_an_hour_and_its_spread() -> None:
    waits = [wait_after(attempts, KEY) for attempts in range(1_000)]
    assert waits[:8] == sorted(waits[:8])
    assert timedelta(seconds=15) <= waits[0] <= timedelta(seconds=19)
    assert all(
        LONGEST_WAIT <= wait <= LONGEST_WAIT * (1 + SPREAD) for wait in waits[9:]
    )


def test_lasts_long_enough_for_who_greylists_by_the_fifth_try() -> None:
    assert wait_after(4, KEY) >= timedelta(minutes=4)


def test_is_spread_so_that_letters_do_not_come_back_together() -> None:
    waits = {wait_after(3, Key(UUID(int=number))) for number in range(100)}
    assert len(waits) == 100


def test_is_the_same_for_the_same_letter_and_try() -> None:
    assert wait_after(3, KEY) == wait_after(3, Key(UUID(int=1)))
