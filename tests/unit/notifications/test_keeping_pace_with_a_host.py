"""Keeping pace with a host."""

from datetime import timedelta

from services.notifications.sending.pace import FIRST_PAUSE, LONGEST_PAUSE, Pace, Rates
from tests.support.messages import NOW

SECOND = timedelta(seconds=1)
HOST, OTHER = "example.org", "example.net"


def test_leaves_a_host_alone_that_had_its_letters_of_the_minute() -> None:
    pace = Pace(Rates(60))
    pace.taken([HOST] * 12, NOW)
    pace.let_go([HOST])
    assert pace.barred(NOW) == [HOST]
    assert pace.barred(NOW + 2 * SECOND) == [HOST]
    assert pace.barred(NOW + 3 * SECOND) == []


def test_gives_a_host_its_own_number_where_it_has_one() -> None:
    pace = Pace(Rates(60, {OTHER: 6_000}))
    pace.taken([HOST] * 20 + [OTHER] * 20, NOW)
    pace.let_go([HOST, OTHER])
    assert pace.barred(NOW) == [HOST]


def test_lets_no_more_lanes_write_to_a_host_than_it_may_have() -> None:
    pace = Pace(Rates(connections=2))
    pace.taken([HOST, HOST], NOW)
    assert pace.barred(NOW) == []
    pace.taken([HOST], NOW)
    assert pace.barred(NOW) == [HOST]
    pace.let_go([HOST])
    assert pace.barred(NOW) == []


def test_pauses_longer_each_time_until_the_host_takes_a_letter() -> None:
    pace, now, pauses = Pace(Rates()), NOW, list[timedelta]()
    for _ in range(12):
        pace.held(HOST, now)
        began = now
        while pace.barred(now):
            now += SECOND
        pauses.append(now - began)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[1], pauses[-1]) == (
        FIRST_PAUSE,
        2 * FIRST_PAUSE,
        LONGEST_PAUSE,
    )
    pace.went(HOST)
    pace.held(HOST, now)
    assert pace.barred(now + FIRST_PAUSE) == []


def test_takes_several_letters_of_one_trouble_for_one() -> None:
    pace = Pace(Rates())
    for _ in range(5):
        pace.held(HOST, NOW)
    assert pace.barred(NOW + FIRST_PAUSE) == []


def test_holds_up_no_other_host() -> None:
    pace = Pace(Rates())
    pace.held(HOST, NOW)
    pace.taken([OTHER], NOW)
    assert pace.barred(NOW) == [HOST]


def test_knows_how_long_a_host_took_so_that_the_slowest_goes_last() -> None:
    pace = Pace(Rates())
    pace.taken([HOST, OTHER], NOW)
    pace.took(HOST, 4.0)
    pace.took(OTHER, 0.1)
    hosts = sorted((HOST, OTHER, "unknown.example"), key=pace.seconds_of)
    assert hosts == ["unknown.example", OTHER, HOST]


def test_forgets_a_host_long_at_peace() -> None:
    pace = Pace(Rates(1))
    pace.taken([HOST] * 200, NOW)
    pace.let_go([HOST])
    assert pace.barred(NOW + timedelta(minutes=59)) == [HOST]
    assert pace.barred(NOW + timedelta(hours=3)) == []
