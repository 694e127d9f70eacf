"""Being patient with a part that is away."""

from collections.abc import Iterator

import pytest

from cli.failures import Failed, Weather
from cli.patience import LONGEST_PAUSE, Patience


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.pauses.append(seconds)
        self.now += seconds


def patience(time: Time, said: list[str], seconds: float = 60) -> Patience:
    return Patience(seconds, said.append, lambda: time.now, time.sleep)


def storm(*then: object) -> Iterator[object]:
    for _ in range(3):
        yield Weather("The part is away.")
    yield from then


def asking(answers: Iterator[object]) -> object:
    answer = next(answers)
    if isinstance(answer, Exception):
        raise answer
    return answer


def test_waits_until_it_is_back_and_says_so_once() -> None:
    said: list[str] = []
    time, answers = Time(), storm("back")
    assert patience(time, said).persist(lambda: asking(answers)) == "back"
    assert said == ["The part is away. Trying again for up to 60 seconds."]


def test_waits_longer_each_time_up_to_a_limit() -> None:
    time = Time()
    with pytest.raises(Failed):
        patience(time, []).persist(lambda: asking(iter([Weather("Away.")])))
    assert time.pauses == sorted(time.pauses)
    assert time.pauses[-1] == LONGEST_PAUSE


def test_ends_after_what_was_agreed() -> None:
    time = Time()
    with pytest.raises(Failed, match="Given up after 60 seconds"):
        patience(time, []).persist(lambda: asking(iter([Weather("Away.")])))
    assert 50 < time.now <= 60


def test_does_not_wait_out_anything_else() -> None:
    time = Time()
    with pytest.raises(Failed, match="No"):
        patience(time, []).persist(lambda: asking(iter([Failed("No.")])))
    assert time.pauses == []
