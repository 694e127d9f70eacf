"""Importing a file of applications."""

import json
from pathlib import Path

import pytest

from tests.support.applications import ROOT, Desk, rows_of

DATA = ROOT.parent / "shared" / "data"
OWN = ROOT / "tests" / "data" / "applications.csv"
DEMONSTRATION = ROOT / "cli" / "demonstration" / "applications.csv"


def expected_of(path: Path) -> list[tuple[str, ...]]:
    rows = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))["rows"]
    return [tuple(row) for row in rows]


def outcomes_of(path: Path) -> list[tuple[str, ...]]:
    rows = rows_of(path)
    taken = Desk().take_all(rows)
    return [
        (row["external_ref"], *outcome)
        for row, outcome in zip(rows, taken, strict=True)
    ]


def test_gives_every_row_of_our_own_file_its_outcome() -> None:
    assert outcomes_of(OWN) == expected_of(OWN)


def test_gives_every_row_of_the_large_file_its_outcome() -> None:
    path = DATA / "applications.csv"
    if not path.exists():
        pytest.skip("the file of 500 applications is not beside the repository")
    assert outcomes_of(path) == expected_of(path)


def test_changes_nothing_the_second_time() -> None:
    desk = Desk()
    first = desk.take_all(rows_of(OWN))
    states = dict(desk.states)
    again = desk.take_all(rows_of(OWN))
    assert desk.states == states
    assert {outcome for outcome, _ in again} <= {"repeated", "refused"}
    assert len(first) == len(again)


def test_demonstrates_the_file_that_the_tests_know() -> None:
    assert DEMONSTRATION.read_bytes() == OWN.read_bytes()
