"""Accepting an application in fewer scopes than it asks for."""

from dataclasses import replace

import pytest

from services.applications.applying.decider import APPLICATION
from shared.contracts.applications import Decision
from tests.support.deciding import (
    APPEAL_BY,
    BOTH,
    accept,
    accepted,
    recommended,
    submitted_in_both,
)
from tests.support.given import Given

given = Given(APPLICATION)
narrow = replace(
    accept,
    decision=Decision.ACCEPT_NARROWER,
    scopes=("nuclear-medicine",),
    reasons=("no-practice-in-scope",),
)
admitted = accepted.model_copy(
    update={
        "not_admitted": ("radiation-physics",),
        "reasons": ("no-practice-in-scope",),
    }
)


def test_names_what_is_admitted_and_what_is_not_with_reasons() -> None:
    given(submitted_in_both, recommended).when(narrow).then(admitted)


def test_says_until_when_one_may_appeal_for_the_others() -> None:
    told = replace(narrow, appeal_by=APPEAL_BY)
    given(submitted_in_both, recommended).when(told).then(
        admitted.model_copy(update={"appeal_by": APPEAL_BY})
    )
    all_of_it = replace(accept, appeal_by=APPEAL_BY)
    given(submitted_in_both, recommended).when(all_of_it).then(
        accepted.model_copy(update={"scopes": BOTH})
    )


def test_changes_nothing_the_second_time() -> None:
    given(submitted_in_both, recommended, admitted).when(narrow).then_nothing()


def test_is_not_accepting_all_of_them() -> None:
    given(submitted_in_both, recommended, admitted).when(accept).then_refused(
        "already-decided"
    )


@pytest.mark.parametrize("scopes", [(), BOTH, ("sonography",), (*BOTH, "sonography")])
def test_is_refused_unless_it_names_some_and_not_all(scopes: tuple[str, ...]) -> None:
    given(submitted_in_both, recommended).when(
        replace(narrow, scopes=scopes)
    ).then_refused("scopes-not-narrower")


def test_is_refused_without_reasons() -> None:
    given(submitted_in_both, recommended).when(
        replace(narrow, reasons=())
    ).then_refused("no-reasons")


def test_is_not_hidden_in_an_acceptance() -> None:
    given(submitted_in_both, recommended).when(
        replace(accept, scopes=("nuclear-medicine",))
    ).then_refused("scopes-not-asked")
