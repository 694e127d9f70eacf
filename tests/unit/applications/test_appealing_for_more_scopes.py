"""Appealing against admission in fewer scopes than were applied for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.applications.applying.commands import Beside, Entry
from services.applications.applying.decider import APPLICATION
from shared.contracts.appealing import (
    Against,
    AppealOutcome,
    ScopesAdmittedOnAppeal,
)
from tests.support.applications import APPLICATION_ID
from tests.support.deciding import (
    APPEAL_BY,
    BOTH,
    OWN,
    accept,
    accepted,
    admitted_in_one,
    appeal_dismissed,
    dismiss,
    found,
    lodge,
    lodged,
    recommended,
    submitted_in_both,
)
from tests.support.given import Given

given = Given(APPLICATION)
OTHER = ("radiation-physics",)
NARROWER = {"against": Against.NARROWER_SCOPE}
ENTERED = Beside(entry=Entry("CT000007", stands=True))

admission = (submitted_in_both, recommended, admitted_in_one)
lodged_for_more = lodged.model_copy(update=NARROWER)
appeal = (*admission, lodged_for_more)
uphold = replace(
    dismiss, outcome=AppealOutcome.UPHELD, reasons=(), scopes=OTHER, beside=ENTERED
)
upheld = {"outcome": AppealOutcome.UPHELD, "scopes": OTHER, "reasons": ()}
found_for = found.model_copy(update=upheld)
found_second = found.model_copy(update={**upheld, "member": "panel-2"})
decided = appeal_dismissed.model_copy(update={**upheld, **NARROWER})
dismissed = appeal_dismissed.model_copy(update=NARROWER)
added = ScopesAdmittedOnAppeal(
    application_id=APPLICATION_ID,
    appeal=1,
    scopes=OTHER,
    not_admitted=(),
    route="training-scheme",
    level="",
    decider="panel-2",
)


def test_is_lodged_for_those_refused_in_time() -> None:
    said = lodged_for_more.model_copy(update={"statement": "The logbook was there."})
    given(*admission).when(replace(lodge, today=APPEAL_BY)).then(said)
    late = replace(lodge, today=APPEAL_BY + timedelta(days=1))
    given(*admission).when(late).then_refused("appeal-late")


def test_counts_from_the_day_of_service() -> None:
    served = replace(lodge, to_be_served=True, served_until=APPEAL_BY)
    given(*admission).when(replace(served, today=APPEAL_BY)).then(
        lodged_for_more.model_copy(update={"statement": "The logbook was there."})
    )


def test_is_refused_to_whoever_was_admitted_in_all() -> None:
    all_of_it = accepted.model_copy(update={"scopes": BOTH})
    given(submitted_in_both, recommended, all_of_it).when(lodge).then_refused(
        "not-refused"
    )


def test_adds_the_scopes_when_it_is_upheld_and_is_final() -> None:
    second = replace(uphold, member="panel-2")
    given(*appeal, found_for).when(second).then(found_second, decided, added)
    after = (*appeal, found_for, found_second, decided, added)
    given(*after).when(lodge).then_refused("not-refused")


def test_adds_all_that_was_refused_where_none_is_named() -> None:
    given(*appeal).when(replace(uphold, scopes=())).then(found_for)


def test_leaves_the_admission_as_it_is_when_it_is_dismissed() -> None:
    second = replace(dismiss, member="panel-2")
    after_first = given(*appeal, found).when(second)
    after_first.then(found.model_copy(update={"member": "panel-2"}), dismissed)
    given(*appeal, found, dismissed).when(lodge).then_refused("appeal-decided")
    given(*appeal, found, dismissed).when(accept).then_refused("already-decided")


def test_is_not_sent_back_while_others_are_admitted() -> None:
    back = replace(dismiss, outcome=AppealOutcome.SENT_BACK, reasons=("unfair",))
    given(*appeal).when(back).then_refused("not-sent-back")


def test_names_no_scope_that_is_admitted_already() -> None:
    given(*appeal).when(replace(uphold, scopes=BOTH)).then_refused(
        "scopes-not-narrower"
    )


@pytest.mark.parametrize(
    "beside", [Beside(), Beside(entry=Entry("CT000007", stands=False))]
)
def test_adds_to_no_entry_that_does_not_stand(beside: Beside) -> None:
    given(*appeal).when(replace(uphold, beside=beside)).then_refused(
        "not-on-the-register"
    )


@pytest.mark.parametrize("member", ["assessor-1", "registrar-1"])
def test_is_heard_outside_the_chain(member: str) -> None:
    given(*appeal).when(replace(uphold, member=member)).then_refused("acted-in-chain")


def test_is_locked_once_found_on() -> None:
    given(*appeal, found_for).when(uphold).then_nothing()


def test_is_the_applicants_alone() -> None:
    other = replace(lodge, sender="applicant-2", beside=OWN)
    given(*admission).when(other).then_refused("not-found")
