"""Receiving the assessors' recommendation."""

from services.applications.applying.commands import ReceiveRecommendation
from services.applications.applying.decider import APPLICATION
from shared.contracts.applications import RecommendationReceived
from tests.support.applications import APPLICATION_ID, NOW
from tests.support.deciding import ASSESSMENT_ID, accepted, recommended, submitted
from tests.support.given import Given

given = Given(APPLICATION)

receive = ReceiveRecommendation(
    application_id=APPLICATION_ID,
    assessment_id=ASSESSMENT_ID,
    outcome="accept",
    assessors=("assessor-1", "assessor-2"),
    now=NOW,
)


def test_puts_a_submitted_application_before_the_registrar() -> None:
    given(submitted).when(receive).then(
        RecommendationReceived(
            application_id=APPLICATION_ID,
            assessment_id=ASSESSMENT_ID,
            outcome="accept",
            assessors=("assessor-1", "assessor-2"),
        )
    )


def test_changes_nothing_the_second_time() -> None:
    given(submitted, recommended).when(receive).then_nothing()


def test_changes_nothing_once_the_application_is_decided() -> None:
    given(submitted, recommended, accepted).when(receive).then_nothing()


def test_is_refused_before_submission() -> None:
    given().when(receive).then_refused("not-pending")
