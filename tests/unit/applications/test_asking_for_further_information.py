"""Asking for further information."""

from dataclasses import replace

import pytest

from services.applications.applying.commands import Beside, Person
from services.applications.applying.decider import APPLICATION
from tests.support.applications import PERSON_ID
from tests.support.deciding import (
    GAPS,
    accepted,
    answered,
    ask,
    asked,
    gaps_found,
    recommended,
    refused,
    submitted,
    withdrawn,
)
from tests.support.given import Given

given = Given(APPLICATION)


def test_names_the_gaps_and_the_last_day() -> None:
    given(submitted, gaps_found).when(ask).then(asked)


def test_is_addressed_to_the_applicant() -> None:
    person = Person(PERSON_ID, "Zoë", "Łukasik", "Norwich", "zoe@example.org")
    given(submitted, gaps_found).when(
        replace(ask, person=person, explanation="Please.")
    ).then(
        asked.model_copy(
            update={
                "person_id": PERSON_ID,
                "given_names": "Zoë",
                "email": "zoe@example.org",
                "explanation": "Please.",
            }
        )
    )


@pytest.mark.parametrize("outcome", ["refuse", "disagreement", "accept-narrower"])
def test_follows_any_recommendation_with_gaps(outcome: str) -> None:
    record = gaps_found.model_copy(update={"outcome": outcome})
    given(submitted, record).when(ask).then(asked)


def test_may_ask_on_some_of_the_gaps() -> None:
    given(submitted, gaps_found).when(replace(ask, gaps=("safety",))).then(
        asked.model_copy(update={"gaps": ("safety",)})
    )


def test_changes_nothing_with_the_same_gaps_again() -> None:
    again = replace(ask, gaps=tuple(reversed(GAPS)))
    given(submitted, gaps_found, asked).when(again).then_nothing()


def test_is_refused_on_other_gaps_while_one_is_open() -> None:
    given(submitted, gaps_found, asked).when(
        replace(ask, gaps=("safety",))
    ).then_refused("already-asked")


def test_is_refused_on_what_the_assessors_found_met() -> None:
    given(submitted, gaps_found).when(
        replace(ask, gaps=("records", "ethics"))
    ).then_refused("not-a-gap")
    given(submitted, gaps_found).when(replace(ask, gaps=())).then_refused("not-a-gap")


def test_is_refused_where_the_record_names_no_gap() -> None:
    given(submitted, recommended).when(ask).then_refused("no-gaps-in-record")


def test_is_done_as_often_as_the_rulebook_allows() -> None:
    second = gaps_found.model_copy(update={"round": 2})
    asked_again = asked.model_copy(update={"round": 2})
    given(submitted, gaps_found, asked, answered, second).when(ask).then(asked_again)
    given(
        submitted, gaps_found, asked, answered, second, asked_again, answered, second
    ).when(ask).then_refused("no-more-rounds")


def test_is_refused_to_somebody_with_a_tie_and_to_an_assessor() -> None:
    tied = Beside(tied=frozenset({"registrar-1"}))
    given(submitted, gaps_found).when(replace(ask, beside=tied)).then_refused(
        "tied-to-applicant"
    )
    given(submitted, gaps_found).when(replace(ask, asker="assessor-1")).then_refused(
        "acted-in-chain"
    )


def test_is_refused_without_a_recommendation_and_after_the_end() -> None:
    given(submitted).when(ask).then_refused("no-recommendation")
    given(submitted, gaps_found, accepted).when(ask).then_refused("no-recommendation")
    given(submitted, gaps_found, refused).when(ask).then_refused("no-recommendation")
    given(submitted, gaps_found, withdrawn).when(ask).then_refused("withdrawn")
