"""Writing the results of an import."""

import csv
from pathlib import Path
from uuid import UUID

import pytest

from cli.failures import Failed
from cli.importing.outcomes import RowOutcome, outcome_of
from cli.importing.results import (
    require_writable,
    results_path,
    write_results,
)
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted
from shared.contracts.canonical import Json
from shared.spreadsheets import formula_safe

ID = UUID("0b9f4c5e-6f0e-5f3c-9d6d-2f9f0c1d7a11")


def an_answer(type_: str, **said: Json) -> Json:
    return {"outcome": "done", "events": [{"type": type_, "data": dict(said)}]}


def test_goes_beside_the_file() -> None:
    assert results_path(Path("a/some.csv")) == Path("a/some.results.csv")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_neutralises_what_a_spreadsheet_takes_for_a_formula(cell: str) -> None:
    assert formula_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "A11-00000", "a=b", "missing-field;bad-date"])
def test_leaves_other_cells_alone(cell: str) -> None:
    assert formula_safe(cell) == cell


def test_writes_a_row_for_each_row_in_order(tmp_path: Path) -> None:
    target = tmp_path / "some.results.csv"
    write_results(
        target,
        [
            RowOutcome("B", "accepted", (), ("possible-duplicate",), ID),
            RowOutcome("=A", "returned", ("bad-date", "under-age"), (), ID),
        ],
    )
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["external_ref", "outcome", "reasons", "flags", "application_id"],
        ["B", "accepted", "", "possible-duplicate", str(ID)],
        ["'=A", "returned", "bad-date;under-age", "", str(ID)],
    ]
    assert list(tmp_path.iterdir()) == [target]


def test_leaves_the_old_file_whole_when_it_breaks_off(tmp_path: Path) -> None:
    target = tmp_path / "some.results.csv"
    target.write_text("old")

    def broken() -> object:
        yield RowOutcome("A", "accepted", (), (), ID)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_results(target, broken())  # pyright: ignore[reportArgumentType]
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_is_refused_ahead_where_it_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="--results"):
        require_writable(tmp_path / "nowhere" / "some.results.csv")


def test_reads_an_accepted_row() -> None:
    answer = an_answer(ApplicationSubmitted.TYPE, possible_duplicate_of=[])
    assert outcome_of(answer, "A", ID) == RowOutcome("A", "accepted", (), (), ID)


def test_reads_a_possible_duplicate() -> None:
    answer = an_answer(ApplicationSubmitted.TYPE, possible_duplicate_of=[str(ID)])
    assert outcome_of(answer, "A", ID).flags == ("possible-duplicate",)


def test_reads_a_returned_row_with_all_its_reasons() -> None:
    answer = an_answer(ApplicationReturned.TYPE, faults=["bad-date", "under-age"])
    outcome = outcome_of(answer, "A", ID)
    assert (outcome.outcome, outcome.reasons) == (
        "returned",
        ("bad-date", "under-age"),
    )


def test_reads_a_repetition() -> None:
    answer: Json = {"outcome": "nothing-to-do", "events": []}
    assert outcome_of(answer, "A", ID).outcome == "repeated"


def test_reads_a_refusal_with_its_code() -> None:
    answer: Json = {"outcome": "refused", "code": "already-submitted", "events": []}
    outcome = outcome_of(answer, "A", ID)
    assert (outcome.outcome, outcome.reasons) == ("refused", ("already-submitted",))
