"""A refund."""

from services.applications.fees.decider import FEES
from shared.contracts.fees import FeeRefundProposed, RefundGround
from tests.support.fees import (
    APPLICATION,
    REFUND,
    due,
    paid,
    refund,
    refunded,
    taken_back,
)
from tests.support.given import Given

given = Given(FEES)
proposed = FeeRefundProposed(
    application_id=APPLICATION,
    refund_id=REFUND,
    pence=6000,
    reason=RefundGround.OVERPAID,
    proposed_by="actor-one",
)


def test_goes_back_at_once_up_to_the_limit() -> None:
    given(due(), paid()).when(refund()).then(refunded())


def test_needs_a_second_person_above_the_limit() -> None:
    given(due(), paid()).when(refund(6000)).then(proposed)
    given(due(), paid(), proposed).when(refund(6000)).then_refused("second-person")
    given(due(), paid(), proposed).when(refund(6000, "actor-two")).then(refunded(6000))


def test_is_the_sum_that_was_proposed() -> None:
    given(due(), paid(), proposed).when(refund(6001, "actor-two")).then_refused(
        "other-content"
    )


def test_goes_back_once() -> None:
    given(due(), paid(), refunded()).when(refund()).then_nothing()
    given(due(), paid(), refunded()).when(refund(1)).then_refused("other-content")


def test_is_never_more_than_was_paid() -> None:
    given(due(), paid(2000)).when(refund()).then_refused("more-than-paid")
    given(due(), paid(), taken_back()).when(refund()).then_refused("more-than-paid")
    given().when(refund()).then_refused("no-fee")
