"""Importing rows in batches."""

from cli.importing.reading import Row
from cli.importing.sending import BATCH_BYTES, BATCH_ROWS, batches


def rows(count: int, weight: int = 10) -> list[Row]:
    return [Row(n, {"external_ref": "x" * weight}) for n in range(1, count + 1)]


def test_keeps_every_row_in_order() -> None:
    cut = list(batches(rows(123)))
    assert [row.number for batch in cut for row in batch] == list(range(1, 124))


def test_is_limited_in_rows() -> None:
    assert [len(batch) for batch in batches(rows(123))] == [BATCH_ROWS, BATCH_ROWS, 23]


def test_is_limited_in_size() -> None:
    cut = list(batches(rows(10, weight=BATCH_BYTES // 3)))
    assert max(map(len, cut)) == 3


def test_sends_nothing_for_no_rows() -> None:
    assert list(batches([])) == []
