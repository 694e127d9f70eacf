"""Money for an application."""

from datetime import date

from services.applications.fees.decider import FEES
from services.applications.fees.state import Account
from tests.support.fees import (
    SECOND_PAYMENT,
    due,
    paid,
    pay,
    take_back,
    taken_back,
    waive,
    waived,
)
from tests.support.given import Given

given = Given(FEES)


def outstanding(state: object) -> int:
    assert isinstance(state, Account)
    return state.outstanding


def test_pays_what_is_due() -> None:
    given(due()).when(pay()).then(paid())
    assert outstanding(given(due(), paid()).state) == 0
    assert outstanding(given(due(), paid(5000)).state) == 3000


def test_counts_once() -> None:
    given(due(), paid()).when(pay()).then_nothing()


def test_is_not_another_amount_under_the_same_id() -> None:
    given(due(), paid()).when(pay(1)).then_refused("other-content")


def test_is_not_two_applications() -> None:
    given(due()).when(pay(elsewhere=True)).then_refused("payment-recorded-elsewhere")


def test_does_not_come_from_the_future() -> None:
    tomorrow = date(2026, 3, 3)
    given(due()).when(pay(on=tomorrow)).then_refused("date-in-future")
    given(due(), paid()).when(take_back(on=tomorrow)).then_refused("date-in-future")


def test_is_for_a_fee_that_fell_due() -> None:
    given().when(pay()).then_refused("no-fee")


def test_may_be_taken_back_by_a_bank_and_is_owed_again() -> None:
    given(due(), paid()).when(take_back()).then(taken_back())
    assert outstanding(given(due(), paid(), taken_back()).state) == 8000


def test_is_taken_back_once_and_only_if_it_came() -> None:
    given(due(), paid(), taken_back()).when(take_back()).then_nothing()
    given(due(), paid()).when(take_back(SECOND_PAYMENT)).then_refused("no-such-payment")


def test_is_not_asked_for_where_it_is_waived() -> None:
    given(due()).when(waive()).then(waived())
    given(due(), waived()).when(waive()).then_nothing()
    given(due(), waived()).when(waive(1)).then_refused("other-content")
    assert outstanding(given(due(), waived()).state) == 0


def test_is_not_waived_beyond_what_is_owed() -> None:
    given(due(), paid(5000)).when(waive(3001)).then_refused("more-than-owed")
    given().when(waive()).then_refused("no-fee")
