"""The length of an answer."""

from services.applications.applying.rules.conditions import no_answer_is_too_long
from shared.contracts.applications_csv import COLUMNS
from tests.support.applications import submission


def test_is_500_characters_at_most() -> None:
    assert no_answer_is_too_long(submission(employer="é" * 500))
    assert not no_answer_is_too_long(submission(employer="é" * 501))


def test_is_5000_characters_for_the_details_of_a_declaration() -> None:
    assert no_answer_is_too_long(submission(declaration_details="x" * 5_000))
    assert not no_answer_is_too_long(submission(declaration_details="x" * 5_001))


def test_is_judged_without_the_spaces_around_it() -> None:
    assert no_answer_is_too_long(submission(employer=" " * 600 + "Anglia" + "\n" * 600))


def test_is_judged_in_every_column() -> None:
    for column in COLUMNS:
        assert not no_answer_is_too_long(submission(**{column: "9" * 5_001})), column


def test_is_cut_once_it_is_clear_that_it_is_too_long() -> None:
    assert len(submission(employer="x" * 1_000_000)["employer"]) == 501
