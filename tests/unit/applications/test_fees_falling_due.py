"""A fee."""

from datetime import date
from uuid import UUID

from services.applications.fees.decider import FEES
from services.applications.fees.subscribers import (
    on_application_submitted,
    on_recommendation_received,
)
from shared.capability import Asked
from shared.rulebook.tables.fees import FallsDue, FeeKind
from tests.support.applications import RULEBOOK
from tests.support.deciding import recommended, submitted
from tests.support.fees import NOW, STATUTORY, VOLUNTARY, charge, due, paid
from tests.support.given import Given

given = Given(FEES)
ASKED = Asked(UUID(int=9), "service:applications", NOW, RULEBOOK)


def test_falls_due_when_an_application_is_submitted() -> None:
    assert len(on_application_submitted(submitted, ASKED)) == 1
    given().when(charge()).then(due())


def test_falls_due_once() -> None:
    given(due()).when(charge()).then_nothing()
    given(due(), paid()).when(charge()).then_nothing()


def test_has_the_price_of_the_route() -> None:
    given().when(charge("equivalence")).then(due(8800))


def test_has_the_price_of_the_day() -> None:
    for day, pence in ((date(2023, 12, 31), 4500), (date(2024, 1, 1), 8000)):
        price = VOLUNTARY.price(FeeKind.APPLICATION, "training-scheme", day)
        assert price is not None
        assert price.pence == pence
    assert VOLUNTARY.price(FeeKind.APPLICATION, "any", date(2015, 9, 6)) is None


def test_is_for_scrutiny_where_the_council_scrutinises() -> None:
    scrutiny = due(53965, "scrutiny", date(2026, 3, 30), before_admission=True)
    given().when(charge("international", STATUTORY)).then(scrutiny)
    given().when(charge("approved-programme", STATUTORY)).then_nothing()


def test_falls_due_for_registration_with_the_recommendation() -> None:
    registration = due(23272, "registration", date(2026, 3, 30), before_admission=True)
    later = charge("international", STATUTORY, FallsDue.RECOMMENDATION)
    given().when(later).then(registration)
    assert len(on_recommendation_received(recommended, ASKED)) == 1


def test_is_not_asked_for_where_a_refusal_is_recommended() -> None:
    refusing = recommended.model_copy(update={"outcome": "refuse"})
    assert not on_recommendation_received(refusing, ASKED)


def test_is_not_asked_of_nobody() -> None:
    given().when(charge(None)).then_nothing()
