"""Confirming by a link."""

from dataclasses import replace

from services.applications.confirming.commands import Close, Lapse
from shared.contracts.confirming import ConfirmationClosed, ConfirmationLapsed
from tests.support.applications import APPLICATION_ID, NOW
from tests.support.confirmations import (
    CONFIRMATION_ID,
    EXPIRES_AT,
    asked,
    asked_another,
    confirm,
    decline,
    declined,
    given,
    given_by_link,
)

lapsed = ConfirmationLapsed(
    confirmation_id=CONFIRMATION_ID, application_id=APPLICATION_ID
)
closed = ConfirmationClosed(
    confirmation_id=CONFIRMATION_ID, application_id=APPLICATION_ID
)


def test_records_who_confirmed_and_what_they_said() -> None:
    given(asked).when(confirm).then(given_by_link)


def test_or_declining_records_why() -> None:
    given(asked).when(decline).then(declined)


def test_can_be_done_once() -> None:
    given(asked, given_by_link).when(confirm).then_refused("link-used")
    given(asked, given_by_link).when(decline).then_refused("link-used")
    given(asked, declined).when(confirm).then_refused("link-used")


def test_needs_a_name() -> None:
    given(asked).when(replace(confirm, name="  ")).then_refused("name-missing")


def test_is_refused_from_the_instant_at_which_the_link_ends() -> None:
    given(asked).when(replace(confirm, now=EXPIRES_AT)).then_refused("link-expired")
    given(asked, lapsed).when(confirm).then_refused("link-expired")


def test_is_refused_by_the_link_of_somebody_asked_before() -> None:
    given(asked, asked_another).when(confirm).then_refused("another-was-asked")
    given(asked, asked_another).when(replace(confirm, attempt=2)).then(given_by_link)


def test_is_refused_where_nobody_was_asked_or_the_application_is_closed() -> None:
    given().when(confirm).then_refused("no-such-confirmation")
    given(asked, closed).when(confirm).then_refused("application-closed")


def test_lapses_once_and_only_unanswered() -> None:
    lapse = Lapse(CONFIRMATION_ID, EXPIRES_AT)
    given(asked).when(lapse).then(lapsed)
    given(asked, lapsed).when(lapse).then_nothing()
    given(asked, given_by_link).when(lapse).then_nothing()
    given().when(lapse).then_nothing()


def test_is_waited_for_no_more_once_the_application_is_accepted() -> None:
    close = Close(CONFIRMATION_ID, NOW)
    given(asked).when(close).then(closed)
    given(asked, declined).when(close).then(closed)
    given(asked, given_by_link).when(close).then_nothing()
    given(asked, closed).when(close).then_nothing()
    given().when(close).then_nothing()
