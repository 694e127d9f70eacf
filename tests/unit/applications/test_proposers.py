"""The two proposers of an application."""

import pytest

from services.applications.applying.rules.conditions import (
    no_proposer_is_the_applicant,
    proposers_are_distinct,
)
from tests.support.applications import submission


def test_are_two_people_and_neither_is_the_applicant() -> None:
    assert proposers_are_distinct(submission())
    assert no_proposer_is_the_applicant(submission())


def test_are_not_distinct_under_one_address_whatever_its_letters() -> None:
    same = submission(proposer_1_email="a@b.example", proposer_2_email="A@B.EXAMPLE ")
    assert not proposers_are_distinct(same)


@pytest.mark.parametrize("proposer", ["proposer_1_email", "proposer_2_email"])
def test_may_not_be_the_applicant(proposer: str) -> None:
    own = submission(email="Own@example.org", **{proposer: "own@EXAMPLE.org"})
    assert not no_proposer_is_the_applicant(own)


def test_are_not_compared_where_they_are_missing() -> None:
    nobody = submission(email="", proposer_1_email="", proposer_2_email="")
    assert proposers_are_distinct(nobody)
    assert no_proposer_is_the_applicant(nobody)
