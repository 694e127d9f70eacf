"""What an applicant declares."""

import pytest

from services.applications.applying.rules.conditions import (
    declared_matters_are_explained,
    indemnity_is_held,
)
from tests.support.applications import submission


def test_needs_no_details_where_there_is_nothing_to_declare() -> None:
    assert declared_matters_are_explained(submission())


@pytest.mark.parametrize("question", ["health_to_declare", "character_to_declare"])
def test_needs_details_where_there_is(question: str) -> None:
    assert not declared_matters_are_explained(submission(**{question: "YES"}))
    explained = submission(**{question: "YES"}, declaration_details="A fine, 2011.")
    assert declared_matters_are_explained(explained)


@pytest.mark.parametrize("answer", ["no", "No ", "perhaps"])
def test_must_include_indemnity(answer: str) -> None:
    assert not indemnity_is_held(submission(indemnity=answer))


def test_includes_indemnity_by_a_yes() -> None:
    assert indemnity_is_held(submission(indemnity=" Yes"))


def test_leaves_a_missing_indemnity_to_its_own_fault() -> None:
    assert indemnity_is_held(submission(indemnity=""))
