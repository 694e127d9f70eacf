"""An application's required answers."""

import pytest

from services.applications.applying.rules.conditions import (
    every_required_answer_is_given,
)
from tests.support.applications import RULEBOOK, submission


def test_are_all_given_in_a_complete_application() -> None:
    assert every_required_answer_is_given(submission())


@pytest.mark.parametrize("column", RULEBOOK.applying.required)
def test_are_missed_one_by_one(column: str) -> None:
    assert not every_required_answer_is_given(submission(**{column: " \t"}))


def test_may_leave_out_what_nobody_requires() -> None:
    left_out = submission(title="", phone="", employer="", awarding_body="")
    assert every_required_answer_is_given(left_out)


def test_are_missed_where_a_declaration_is_neither_yes_nor_no() -> None:
    assert not every_required_answer_is_given(submission(health_to_declare="maybe"))


def test_are_missed_where_the_scopes_are_only_separators() -> None:
    assert not every_required_answer_is_given(submission(scopes=" ; ;"))
