"""Referring an application to the health and character panel."""

from dataclasses import replace

import pytest

from services.applications.applying.commands import Beside
from services.applications.applying.decider import APPLICATION
from shared.contracts.applications import Decision
from shared.contracts.referring import ApplicationReferred
from tests.support.applications import APPLICATION_ID
from tests.support.deciding import accept, accepted, recommended, submitted
from tests.support.given import Given

given = Given(APPLICATION)
refer = replace(accept, decision=Decision.REFER, reasons=("character",))
referred = ApplicationReferred(application_id=APPLICATION_ID, ground="character")


def test_names_its_ground() -> None:
    given(submitted, recommended).when(refer).then(referred)


def test_changes_nothing_on_the_same_ground_again() -> None:
    given(submitted, recommended, referred).when(refer).then_nothing()


def test_may_be_done_on_another_ground() -> None:
    given(submitted, recommended, referred).when(
        replace(refer, reasons=("health",))
    ).then(referred.model_copy(update={"ground": "health"}))


def test_leaves_the_decision_to_be_made_by_the_same_registrar_too() -> None:
    given(submitted, recommended, referred).when(accept).then(accepted)


@pytest.mark.parametrize("reasons", [(), ("weather",), ("health", "character")])
def test_is_refused_on_no_ground_or_many(reasons: tuple[str, ...]) -> None:
    given(submitted, recommended).when(replace(refer, reasons=reasons)).then_refused(
        "no-ground"
    )


def test_is_refused_to_somebody_with_a_tie() -> None:
    tied = Beside(tied=frozenset({"registrar-1"}))
    given(submitted, recommended).when(replace(refer, beside=tied)).then_refused(
        "tied-to-applicant"
    )


def test_is_refused_once_decided() -> None:
    given(submitted, recommended, accepted).when(refer).then_refused("already-decided")
