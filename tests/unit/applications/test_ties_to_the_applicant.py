"""Somebody of the staff or the board with a tie to the applicant."""

from dataclasses import replace

import pytest

from services.applications.applying.commands import Beside
from services.applications.applying.decider import APPLICATION
from shared.contracts.applications import Decision
from tests.support.deciding import (
    BOTH,
    accept,
    accepted,
    recommended,
    submitted_in_both,
)
from tests.support.given import Given

given = Given(APPLICATION)
tied = Beside(tied=frozenset({"registrar-1"}))
decisions = {
    Decision.ACCEPT: accept,
    Decision.ACCEPT_NARROWER: replace(
        accept,
        decision=Decision.ACCEPT_NARROWER,
        scopes=BOTH[:1],
        reasons=("no-practice-in-scope",),
    ),
    Decision.REFUSE: replace(
        accept, decision=Decision.REFUSE, reasons=("evidence-missing",)
    ),
    Decision.REFER: replace(accept, decision=Decision.REFER, reasons=("health",)),
}


@pytest.mark.parametrize("decision", Decision)
def test_decides_nothing_about_them(decision: Decision) -> None:
    command = replace(decisions[decision], beside=tied)
    given(submitted_in_both, recommended).when(command).then_refused(
        "tied-to-applicant"
    )


def test_stops_nobody_else() -> None:
    other = replace(accept, decider="registrar-2", beside=tied)
    given(submitted_in_both, recommended).when(other).then(
        accepted.model_copy(update={"scopes": BOTH, "decider": "registrar-2"})
    )
