"""Appointing an assessor."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.assessment.assessors.commands import Appoint, Terms
from services.assessment.assessors.decider import ASSESSOR
from services.assessment.assessors.knowledge import ContactOnRecord, Known
from services.assessment.assessors.subscribers import appoint, stream_of
from shared.contracts.assessment import AppointAssessor, AssessorAppointed
from shared.contracts.assessors import (
    AssessorTrained,
    Interests,
    InterestsDeclared,
    Standing,
)
from tests.support.assessment import PERSON_ID, asked
from tests.support.given import Given

given = Given(ASSESSOR)

WANTED = Appoint(
    assessor_id="actor-1c7e52d8",
    person_id=PERSON_ID,
    scopes=("sonography", "nuclear-medicine"),
    known_scopes=frozenset({"nuclear-medicine", "sonography", "renal-technology"}),
    capacity=5,
    name="Asha Anand",
    email="asha@register.example",
    terms=Terms(training_months=15, interests_months=12, interests_days=28),
    today=date(2026, 11, 2),
    now=datetime(2026, 11, 2, tzinfo=UTC),
)
APPOINTED = AssessorAppointed(
    assessor_id="actor-1c7e52d8",
    scopes=("nuclear-medicine", "sonography"),
    capacity=5,
    training_lapses_on=date(2028, 2, 3),
    interests_by=date(2026, 11, 30),
    person_id=PERSON_ID,
    name="Asha Anand",
    email="asha@register.example",
)


def test_puts_them_in_the_pool() -> None:
    given().when(WANTED).then(APPOINTED)


def test_changes_nothing_the_second_time() -> None:
    given(APPOINTED).when(WANTED).then_nothing()


def test_changes_nothing_by_naming_a_scope_twice() -> None:
    twice = replace(WANTED, scopes=("sonography", "nuclear-medicine", "sonography"))
    given(APPOINTED).when(twice).then_nothing()


def test_changes_the_scopes() -> None:
    changed = replace(WANTED, scopes=("renal-technology",))
    expected = APPOINTED.model_copy(update={"scopes": ("renal-technology",)})
    given(APPOINTED).when(changed).then(expected)


def test_of_a_nominated_member_names_the_body() -> None:
    standing = {"standing": Standing.BODY_NOMINATED, "nominated_by": "ipem"}
    nominated = replace(WANTED, **standing)  # pyright: ignore[reportArgumentType]
    given().when(nominated).then(APPOINTED.model_copy(update=standing))


def test_with_interests_declares_them() -> None:
    declared = InterestsDeclared(
        assessor_id=WANTED.assessor_id,
        declared_on=WANTED.today,
        declared_none=True,
        review_on=date(2027, 11, 30),
        person_id=PERSON_ID,
        interests=Interests(),
    )
    wanted = replace(WANTED, interests=Interests())
    given().when(wanted).then(APPOINTED, declared)
    given(APPOINTED, declared).when(wanted).then_nothing()


def test_again_forgets_no_training() -> None:
    trained = AssessorTrained(
        assessor_id=WANTED.assessor_id,
        trained_on=date(2027, 3, 1),
        lapses_on=date(2028, 6, 2),
    )
    (event,) = given(APPOINTED, trained).when(replace(WANTED, capacity=2)).events
    assert getattr(event, "training_lapses_on", None) == date(2028, 6, 2)


def test_changes_the_capacity() -> None:
    expected = APPOINTED.model_copy(update={"capacity": 2})
    given(APPOINTED).when(replace(WANTED, capacity=2)).then(expected)


def test_changes_an_address_that_only_the_table_knows() -> None:
    known = Known({WANTED.assessor_id: ("Asha Anand", "asha@elsewhere.example")})
    told = ContactOnRecord().inform(WANTED, known)
    given(APPOINTED).when(told).then(APPOINTED)


def test_takes_an_address_on_record_for_no_change() -> None:
    known = ContactOnRecord().learn(Known(), APPOINTED)
    given(APPOINTED).when(ContactOnRecord().inform(WANTED, known)).then_nothing()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (replace(WANTED, assessor_id="asha/anand"), "bad-assessor-id"),
        (replace(WANTED, assessor_id=""), "bad-assessor-id"),
        (replace(WANTED, scopes=()), "no-scope"),
        (replace(WANTED, scopes=("radiography",)), "unknown-scope"),
        (replace(WANTED, capacity=0), "capacity-out-of-range"),
        (replace(WANTED, capacity=10_001), "capacity-out-of-range"),
        (replace(WANTED, until=date(2026, 11, 1)), "ends-in-the-past"),
        (replace(WANTED, standing=Standing.BODY_NOMINATED), "nomination-unclear"),
        (replace(WANTED, nominated_by="ipem"), "nomination-unclear"),
        (replace(WANTED, name=None), "bad-name"),
        (replace(WANTED, name="Asha\nBcc: all@example.org"), "bad-name"),
        (replace(WANTED, email=None), "bad-email"),
        (replace(WANTED, email="asha@example.org\nBcc: x@example.org"), "bad-email"),
        (replace(WANTED, email="a@b.example, c@d.example"), "bad-email"),
    ],
)
def test_is_refused_where_it_cannot_stand(changed: Appoint, code: str) -> None:
    given().when(changed).then_refused(code)


def test_is_judged_by_the_scopes_of_the_rulebook() -> None:
    wanted = AppointAssessor(
        assessor_id="actor-1", scopes=("sonography",), capacity=1, name="A", email="b"
    )
    command = appoint(wanted, asked())
    assert {"sonography", "nuclear-medicine"} <= command.known_scopes
    assert stream_of(command) == "assessor/actor-1"
    assert command.person_id == appoint(wanted, asked()).person_id
