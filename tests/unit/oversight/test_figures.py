"""A figure."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from oversight.figures import in_weeks, longest, median, ninetieth, share

VALUES = st.lists(st.integers(1, 10_000), min_size=2)


@given(VALUES)
def test_called_median_is_the_median_of_the_statistics_module(
    values: list[int],
) -> None:
    assert float(median(values) or 0) == statistics.median(values)


@given(VALUES)
def test_called_ninetieth_is_the_last_of_its_inclusive_deciles(
    values: list[int],
) -> None:
    expected = statistics.quantiles(values, n=10, method="inclusive")[-1]
    assert abs(float(ninetieth(values) or 0) - expected) < 1e-6


def test_of_one_value_is_that_value() -> None:
    assert (median([7]), ninetieth([7]), longest([7])) == ("7", "7", 7)


def test_of_nothing_is_nothing() -> None:
    assert (median([]), ninetieth([]), longest([]), share(0, 0)) == (None,) * 4


def test_of_a_share_is_rounded_half_up_to_a_tenth() -> None:
    assert (share(1, 3), share(2, 3), share(1, 1)) == ("33.3 %", "66.7 %", "100 %")


def test_in_weeks_is_rounded_to_a_tenth() -> None:
    assert (in_weeks("7"), in_weeks("10.5"), in_weeks(None)) == ("1", "1.5", None)
