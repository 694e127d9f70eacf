"""One is new to the register, adds to an entry, or comes back: never entered twice."""

from dataclasses import replace

import pytest

from services.applications.applying.commands import Beside, Entry
from services.applications.applying.decider import APPLICATION
from shared.contracts.appealing import AppealOutcome
from tests.support.applications import RULEBOOK
from tests.support.deciding import (
    accept,
    accepted,
    appealable,
    dismiss,
    lodged,
    recommended,
    submitted,
)
from tests.support.given import Given

given = Given(APPLICATION)

STANDS, LEFT = Entry("CT000007", stands=True), Entry("CT000007", stands=False)
CASES = [
    ("training-scheme", None, ""),
    ("training-scheme", STANDS, "on-the-register"),
    ("training-scheme", LEFT, "on-the-register"),
    ("additional-scope", None, "not-on-the-register"),
    ("additional-scope", STANDS, ""),
    ("additional-scope", LEFT, "not-on-the-register"),
    ("practice-level", None, "not-on-the-register"),
    ("practice-level", STANDS, ""),
    ("readmission", None, "never-on-the-register"),
    ("readmission", STANDS, "on-the-register"),
    ("readmission", LEFT, ""),
    ("a-route-of-before", STANDS, ""),
]


@pytest.mark.parametrize(("route", "entry", "code"), CASES)
def test_decides_whether_the_registrar_may_accept(
    route: str, entry: Entry | None, code: str
) -> None:
    came = submitted.model_copy(update={"route": route})
    command = replace(accept, standings=RULEBOOK.standings, beside=Beside(entry=entry))
    then = given(came, recommended).when(command)
    if code:
        then.then_refused(code)
    else:
        then.then(accepted.model_copy(update={"route": route}))


def test_holds_for_an_appeal_that_is_upheld_too() -> None:
    uphold = replace(
        dismiss,
        outcome=AppealOutcome.UPHELD,
        reasons=(),
        standings=RULEBOOK.standings,
        beside=Beside(entry=STANDS),
    )
    given(submitted, recommended, appealable, lodged).when(uphold).then_refused(
        "on-the-register"
    )


def test_carries_the_level_that_was_applied_for() -> None:
    came = submitted.model_copy(update={"route": "practice-level", "level": "advanced"})
    command = replace(accept, standings=RULEBOOK.standings, beside=Beside(entry=STANDS))
    given(came, recommended).when(command).then(
        accepted.model_copy(update={"route": "practice-level", "level": "advanced"})
    )
