"""Hiding small numbers."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.documents.suppression import (
    WITHHELD,
    checked_threshold,
    fewer_than,
    suppressed,
)
from oversight.documents.table import Column, Table, figure, label, with_total
from shared.errors import Malformed

THRESHOLDS = st.integers(3, 6)
COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=5)
BEYOND = 24


def _table(counts: list[int]) -> Table:
    columns = (
        label("of", "Of"),
        Column("n", "N", ""),
        figure("mean", "Mean", "", "n"),
    )
    rows = with_total({f"row {place}": (n,) for place, n in enumerate(counts)})
    return Table("t", "T", columns, tuple((*row, "1") for row in rows), total=True)


@given(COUNTS, THRESHOLDS)
def test_leaves_at_least_two_readings_of_every_one_of_them(
    counts: list[int], threshold: int
) -> None:
    shown = [row[1] for row in suppressed(_table(counts), threshold).rows]
    readings = list(_readings(shown, threshold))
    assert [*counts, sum(counts)] in readings
    for place, count in enumerate([*counts, sum(counts)]):
        if 0 < count < threshold:
            assert len({reading[place] for reading in readings}) > 1


@given(COUNTS, THRESHOLDS)
def test_shows_none_of_them(counts: list[int], threshold: int) -> None:
    for row in suppressed(_table(counts), threshold).rows:
        assert not (isinstance(row[1], int) and 0 < row[1] < threshold)


@given(st.lists(st.integers(10, 99), min_size=1), THRESHOLDS)
def test_hides_nothing_where_nothing_is_small(
    counts: list[int], threshold: int
) -> None:
    assert suppressed(_table(counts), threshold) == _table(counts)


def test_withholds_another_where_the_total_would_tell_the_one() -> None:
    rows = suppressed(_table([3, 20, 30]), 5).rows
    assert [row[1] for row in rows] == [fewer_than(5), WITHHELD, 30, 53]


def test_withholds_a_figure_made_of_what_is_hidden() -> None:
    rows = suppressed(_table([3, 20, 30]), 5).rows
    assert [row[2] for row in rows] == [WITHHELD, WITHHELD, "1", "1"]


def test_hides_nothing_at_0() -> None:
    assert suppressed(_table([1, 2]), 0) == _table([1, 2])


def test_hides_each_small_one_where_there_is_no_total() -> None:
    columns = (label("of", "Of"), Column("n", "N", ""))
    table = Table("t", "T", columns, (("a", 1), ("b", 9), ("c", 0)))
    shown = [row[1] for row in suppressed(table, 5).rows]
    assert shown == [fewer_than(5), 9, 0]


def test_is_refused_below_a_number_that_its_name_would_tell() -> None:
    with pytest.raises(Malformed) as refused:
        checked_threshold(2)
    assert refused.value.field == "small_numbers_below"


def _readings(shown: Sequence[object], threshold: int) -> list[list[int]]:
    """Return every way to fill in the table that agrees with what is shown."""
    *parts, total = [_values(cell, threshold) for cell in shown]
    return [
        [*reading, sum(reading)] for reading in product(*parts) if sum(reading) in total
    ]


def _values(cell: object, threshold: int) -> range:
    if isinstance(cell, int):
        return range(cell, cell + 1)
    return range(1, threshold) if cell == fewer_than(threshold) else range(BEYOND)
