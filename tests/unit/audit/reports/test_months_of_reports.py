"""The months whose reports are due."""

from datetime import date

from services.audit.reports.issuing import months_before

JANUARY, FEBRUARY = (
    (date(2027, 1, 1), date(2027, 1, 31)),
    (date(2027, 2, 1), date(2027, 2, 28)),
)


def test_are_those_since_the_log_began_oldest_first() -> None:
    due = months_before(date(2027, 3, 9), date(2027, 1, 15), 12)
    assert due == [JANUARY, FEBRUARY]


def test_are_none_before_the_log_began() -> None:
    assert months_before(date(2027, 3, 9), date(2027, 3, 1), 12) == []
    assert months_before(date(2027, 3, 1), date(2027, 2, 28), 12) == [FEBRUARY]


def test_are_the_last_ones_where_they_are_many() -> None:
    assert months_before(date(2027, 3, 31), date(2020, 1, 1), 2) == [JANUARY, FEBRUARY]
