"""Withdrawing an application."""

from dataclasses import replace

import pytest

from services.applications.applying.commands import Beside, ReceiveRecommendation
from services.applications.applying.decider import APPLICATION
from services.applications.applying.deciding.events import Event
from shared.contracts.applications import ApplicationReturned
from tests.support.applications import APPLICATION_ID, NOW
from tests.support.deciding import (
    APPLICANT,
    ASSESSMENT_ID,
    accept,
    accepted,
    asked,
    gaps_found,
    recommended,
    refused,
    submitted,
    withdraw,
    withdrawn,
)
from tests.support.given import Given

given = Given(APPLICATION)


@pytest.mark.parametrize(
    "history",
    [(submitted,), (submitted, recommended), (submitted, gaps_found, asked)],
    ids=["pending", "recommended", "asked"],
)
def test_ends_it_at_any_time_before_the_decision(history: tuple[Event, ...]) -> None:
    given(*history).when(withdraw).then(withdrawn)


@pytest.mark.parametrize(
    "matter", ["declared-matter", "not-suitable", "registration-elsewhere"]
)
def test_is_recorded_while_a_concern_is_open(matter: str) -> None:
    beside = Beside(matters=("fee", matter), applicant=APPLICANT)
    given(submitted).when(replace(withdraw, beside=beside)).then(
        withdrawn.model_copy(update={"concern_open": True})
    )


def test_is_no_concern_where_only_a_fee_is_open() -> None:
    beside = Beside(matters=("fee",), applicant=APPLICANT)
    given(submitted).when(replace(withdraw, beside=beside)).then(withdrawn)


def test_is_recorded_by_the_registrar_where_it_came_on_paper() -> None:
    given(submitted).when(replace(withdraw, sender=None)).then(withdrawn)


def test_changes_nothing_the_second_time() -> None:
    given(submitted, withdrawn).when(withdraw).then_nothing()


def test_is_refused_after_the_decision_and_while_it_is_with_its_sender() -> None:
    returned = ApplicationReturned(application_id=APPLICATION_ID, faults=("age",))
    for history in (
        (submitted, recommended, accepted),
        (submitted, recommended, refused),
        (returned,),
    ):
        given(*history).when(withdraw).then_refused("nothing-to-withdraw")


def test_is_not_there_for_anybody_but_the_applicant() -> None:
    given(submitted).when(replace(withdraw, sender="applicant-2")).then_refused(
        "not-found"
    )
    given().when(withdraw).then_refused("not-found")


def test_leaves_nothing_to_be_decided_and_nobody_waiting() -> None:
    given(submitted, recommended, withdrawn).when(accept).then_refused("withdrawn")
    late = ReceiveRecommendation(
        APPLICATION_ID, ASSESSMENT_ID, "accept", ("assessor-1", "assessor-2"), NOW
    )
    given(submitted, withdrawn).when(late).then_nothing()
