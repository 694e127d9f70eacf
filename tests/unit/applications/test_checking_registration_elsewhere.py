"""Checking a registration elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from services.applications.applying.commands import (
    Beside,
    CheckRegistrationElsewhere,
    Person,
    Said,
)
from services.applications.applying.decider import APPLICATION
from services.applications.applying.rules.conditions import faults_of
from services.applications.applying.rules.flagging import checks_of
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationReturned,
    ApplicationSubmitted,
)
from shared.contracts.contract import personal_fields
from shared.contracts.elsewhere import Compared, Found, RegistrationElsewhereChecked
from shared.rulebook.tables.elsewhere import Declared
from tests.support.applications import (
    APPLICATION_ID,
    NOW,
    PERSON_ID,
    RULEBOOK,
    answers,
    submission,
    submit,
)
from tests.support.given import Given

given = Given(APPLICATION)

submitted = ApplicationSubmitted(
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine",),
    route="training-scheme",
    submitted_on=date(2026, 9, 29),
    possible_duplicate_of=(),
    checks=("registration-elsewhere",),
)
check = CheckRegistrationElsewhere(
    application_id=APPLICATION_ID,
    source="hcpc-register",
    found=Found.GOOD_STANDING,
    explanation="Seen today.",
    now=NOW,
    checker="registrar-1",
    person=Person(PERSON_ID),
)
checked = RegistrationElsewhereChecked(
    application_id=APPLICATION_ID,
    settled=True,
    source="hcpc-register",
    person_id=PERSON_ID,
    found=Found.GOOD_STANDING,
    explanation="Seen today.",
    compared=Compared.NOT_COMPARED,
)
DECLARED = {"elsewhere_details": "Radiographer, RA12345."}


def before(**said: Found) -> Mapping[str, Said]:
    return MappingProxyType(
        {
            k.replace("_", "-"): Said(v, settled=v is not Found.SANCTIONED)
            for k, v in said.items()
        }
    )


@pytest.mark.parametrize(
    "question", ["registered_elsewhere", "refused_elsewhere", "removed_elsewhere"]
)
def test_is_due_for_whatever_was_declared(question: str) -> None:
    [event] = given().when(submit(answers(**{question: "Yes"}, **DECLARED))).events
    assert isinstance(event, ApplicationSubmitted)
    assert event.checks == ("registration-elsewhere",)


def test_is_not_due_where_nothing_was_declared() -> None:
    assert checks_of(submission(registered_elsewhere="no")) == ()


def test_is_due_for_what_the_rulebook_has_checked() -> None:
    kept = RULEBOOK.elsewhere.model_copy(update={"checked": (Declared.REMOVED,)})
    rules = RULEBOOK.model_copy(update={"elsewhere": kept})
    registered = replace(
        submission(registered_elsewhere="yes", **DECLARED), rulebook=rules
    )
    assert checks_of(registered) == ()


def test_needs_the_declaration_explained() -> None:
    assert faults_of(submission(removed_elsewhere="yes")) == (
        "elsewhere-needs-details",
    )


def test_settles_the_matter_where_nothing_speaks_against_it() -> None:
    given(submitted).when(check).then(checked)


def test_leaves_it_open_where_the_person_is_sanctioned_there() -> None:
    [event] = given(submitted).when(replace(check, found=Found.SANCTIONED)).events
    assert isinstance(event, RegistrationElsewhereChecked)
    assert not event.settled


def test_may_be_made_where_the_applicant_declared_nothing() -> None:
    silent = submitted.model_copy(update={"checks": ()})
    given(silent).when(check).then(checked)


def test_is_recorded_after_the_decision_too() -> None:
    accepted = ApplicationAccepted(
        application_id=APPLICATION_ID, scopes=(), route="training-scheme"
    )
    given(submitted, accepted).when(check).then(checked)


def test_changes_nothing_where_the_same_was_found_already() -> None:
    again = replace(check, before=before(hcpc_register=Found.GOOD_STANDING))
    given(submitted, checked).when(again).then_nothing()


def test_is_made_again_where_another_thing_is_found() -> None:
    again = replace(check, before=before(hcpc_register=Found.SANCTIONED))
    given(submitted).when(again).then(checked)


def test_is_made_again_of_another_register() -> None:
    again = replace(check, before=before(ahcs_register=Found.GOOD_STANDING))
    given(submitted).when(again).then(checked)


def test_is_refused_before_submission() -> None:
    given().when(check).then_refused("not-submitted")
    returned = ApplicationReturned(application_id=APPLICATION_ID, faults=("bad-date",))
    given(returned).when(check).then_refused("not-submitted")


def test_is_refused_to_who_is_tied_to_the_applicant() -> None:
    tied = Beside(tied=frozenset({"registrar-1"}))
    given(submitted).when(replace(check, beside=tied)).then_refused("tied-to-applicant")


def test_is_refused_without_what_was_found() -> None:
    given(submitted).when(replace(check, found=None)).then_refused("nothing-found")


def test_is_refused_for_a_source_in_free_words() -> None:
    wordy = replace(check, source="I telephoned Mrs Jones")
    given(submitted).when(wordy).then_refused("bad-source")


def test_says_nothing_in_clear_of_what_was_found() -> None:
    sealed = personal_fields(RegistrationElsewhereChecked)
    assert sealed == {
        "person_id",
        "found",
        "explanation",
        "number",
        "compared",
    }
