"""Deciding an application."""

from dataclasses import replace

import pytest

from services.applications.applying.commands import DecideApplication, Person
from services.applications.applying.decider import APPLICATION
from shared.contracts.applications import Decision
from tests.support.applications import APPLICATION_ID, NOW, PERSON_ID
from tests.support.deciding import accepted, recommended, refused, submitted
from tests.support.given import Given

given = Given(APPLICATION)

person = Person(
    person_id=PERSON_ID,
    given_names="Zoë",
    family_name="Łukasik",
    work_town="Norwich",
    email="zoe.lukasik@example.org",
)
accept = DecideApplication(
    application_id=APPLICATION_ID,
    decision=Decision.ACCEPT,
    reasons=(),
    explanation=None,
    decider="registrar-1",
    now=NOW,
    person=person,
)
refuse = replace(
    accept,
    decision=Decision.REFUSE,
    reasons=("evidence-missing",),
    explanation="The logbook stops in 2019.",
)


def test_accepts_on_a_recommendation_and_names_the_person() -> None:
    given(submitted, recommended).when(accept).then(
        accepted.model_copy(
            update={
                "person_id": PERSON_ID,
                "given_names": "Zoë",
                "family_name": "Łukasik",
                "work_town": "Norwich",
                "email": "zoe.lukasik@example.org",
            }
        )
    )


def test_refuses_with_reasons_against_the_recommendation_too() -> None:
    given(submitted, recommended).when(refuse).then(
        refused.model_copy(
            update={
                "person_id": PERSON_ID,
                "given_names": "Zoë",
                "email": "zoe.lukasik@example.org",
                "explanation": "The logbook stops in 2019.",
            }
        )
    )


def test_knows_nobody_once_the_person_is_erased() -> None:
    given(submitted, recommended).when(replace(accept, person=None)).then(accepted)


def test_changes_nothing_the_second_time() -> None:
    given(submitted, recommended, accepted).when(accept).then_nothing()
    given(submitted, recommended, refused).when(refuse).then_nothing()


def test_is_refused_the_other_way() -> None:
    given(submitted, recommended, accepted).when(refuse).then_refused("already-decided")
    given(submitted, recommended, refused).when(accept).then_refused("already-decided")


def test_is_refused_before_a_recommendation() -> None:
    given(submitted).when(accept).then_refused("no-recommendation")


def test_is_refused_before_submission() -> None:
    given().when(accept).then_refused("no-recommendation")


def test_is_refused_to_whoever_assessed_it() -> None:
    given(submitted, recommended).when(
        replace(accept, decider="assessor-2")
    ).then_refused("decider-assessed")


def test_is_refused_where_a_refusal_has_no_reasons() -> None:
    given(submitted, recommended).when(replace(refuse, reasons=())).then_refused(
        "no-reasons"
    )


@pytest.mark.parametrize("reason", ["The logbook is missing", "Evidence", "", "a" * 61])
def test_is_refused_where_a_reason_is_no_code(reason: str) -> None:
    given(submitted, recommended).when(replace(refuse, reasons=(reason,))).then_refused(
        "bad-reason"
    )
