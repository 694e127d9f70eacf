"""A payment of which nobody knows whose it is."""

from datetime import date
from uuid import UUID

from services.applications.fees.commands import Allocate, Dismiss, KeepUnmatched
from services.applications.fees.decider import FEES
from services.applications.fees.subscribers import on_payment_allocated
from shared.capability import Asked
from shared.contracts.fees import (
    DismissalGround,
    PaymentAllocated,
    PaymentDismissed,
    PaymentMethod,
    PaymentUnmatched,
    UnmatchedGround,
)
from tests.support.applications import RULEBOOK
from tests.support.fees import APPLICATION, NOW, OTHER_APPLICATION, PAYMENT, TODAY
from tests.support.given import Given

given = Given(FEES)
BANK = PaymentMethod.BANK_TRANSFER
WHY = UnmatchedGround.NO_REFERENCE

keep = KeepUnmatched(PAYMENT, 8000, TODAY, BANK, WHY, False, TODAY, NOW)
kept = PaymentUnmatched(
    payment_id=PAYMENT, pence=8000, paid_on=TODAY, method=BANK, reason=WHY
)
allocate = Allocate(PAYMENT, APPLICATION, NOW, owes=True)
allocated = PaymentAllocated(
    payment_id=PAYMENT,
    application_id=APPLICATION,
    pence=8000,
    paid_on=TODAY,
    method=BANK,
)
dismiss = Dismiss(PAYMENT, DismissalGround.SENT_BACK, NOW)
dismissed = PaymentDismissed(payment_id=PAYMENT, reason=DismissalGround.SENT_BACK)


def test_waits_for_a_person() -> None:
    given().when(keep).then(kept)
    given(kept).when(keep).then_nothing()


def test_does_not_come_from_the_future() -> None:
    early = KeepUnmatched(
        PAYMENT,
        8000,
        date(2026, 3, 3),
        BANK,
        WHY,
        returned=False,
        today=TODAY,
        now=NOW,
    )
    given().when(early).then_refused("date-in-future")


def test_is_paid_towards_the_fees_of_whom_a_person_finds() -> None:
    given(kept).when(allocate).then(allocated)
    given(kept, allocated).when(allocate).then_nothing()
    asked = Asked(UUID(int=9), "service:applications", NOW, RULEBOOK)
    [command] = on_payment_allocated(allocated, asked)
    assert getattr(command, "payment_id", None) == PAYMENT


def test_has_one_owner() -> None:
    other = Allocate(PAYMENT, OTHER_APPLICATION, NOW, owes=True)
    given(kept, allocated).when(other).then_refused("already-settled")
    given(kept, allocated).when(dismiss).then_refused("already-settled")
    given(kept, dismissed).when(allocate).then_refused("already-settled")


def test_is_of_somebody_who_owes() -> None:
    given(kept).when(Allocate(PAYMENT, APPLICATION, NOW)).then_refused("no-fee")


def test_may_be_no_payment_at_all() -> None:
    given(kept).when(dismiss).then(dismissed)
    given(kept, dismissed).when(dismiss).then_nothing()


def test_is_not_money_where_a_bank_took_it_back() -> None:
    back = kept.model_copy(update={"returned": True})
    given(back).when(allocate).then_refused("not-money-that-came")


def test_is_there_before_anybody_says_what_it_is() -> None:
    given().when(allocate).then_refused("not-unmatched")
    given().when(dismiss).then_refused("not-unmatched")
