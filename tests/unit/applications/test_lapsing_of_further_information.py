"""A request for further information whose last day has passed."""

from datetime import timedelta

from services.applications.applying.commands import LapseFurtherInformation
from services.applications.applying.decider import APPLICATION
from tests.support.applications import APPLICATION_ID, NOW
from tests.support.deciding import (
    ANSWER_BY,
    accept,
    accepted,
    answered,
    asked,
    gaps_found,
    lapsed,
    submitted,
    withdrawn,
)
from tests.support.given import Given

given = Given(APPLICATION)
lapse = LapseFurtherInformation(APPLICATION_ID, NOW, ANSWER_BY + timedelta(days=1))


def test_lapses() -> None:
    given(submitted, gaps_found, asked).when(lapse).then(lapsed)


def test_stands_until_the_day_is_over() -> None:
    early = LapseFurtherInformation(APPLICATION_ID, NOW, ANSWER_BY)
    given(submitted, gaps_found, asked).when(early).then_nothing()


def test_lapses_once_and_not_after_an_answer_or_a_withdrawal() -> None:
    given(submitted, gaps_found, asked, lapsed).when(lapse).then_nothing()
    given(submitted, gaps_found, asked, answered).when(lapse).then_nothing()
    given(submitted, gaps_found, asked, withdrawn).when(lapse).then_nothing()


def test_lets_the_application_be_decided_on_its_papers() -> None:
    given(submitted, gaps_found, asked).when(accept).then_refused("already-asked")
    given(submitted, gaps_found, asked, lapsed).when(accept).then(accepted)
