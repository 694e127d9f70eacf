"""Finding on an appeal."""

from dataclasses import replace

import pytest

from services.applications.applying.commands import Beside, ReceiveRecommendation
from services.applications.applying.decider import APPLICATION
from shared.contracts.appealing import AppealOutcome
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from tests.support.applications import APPLICATION_ID, NOW
from tests.support.deciding import (
    ASSESSMENT_ID,
    accept,
    accepted,
    appeal_dismissed,
    appealable,
    dismiss,
    found,
    lodged,
    recommended,
    submitted,
    submitted_in_both,
)
from tests.support.given import Given

given = Given(APPLICATION)
appeal = (submitted, recommended, appealable, lodged)
in_both = (submitted_in_both, recommended, appealable, lodged)
second = replace(dismiss, member="panel-2")
found_second = found.model_copy(update={"member": "panel-2"})
uphold = replace(dismiss, outcome=AppealOutcome.UPHELD, reasons=())
send_back = replace(dismiss, outcome=AppealOutcome.SENT_BACK, reasons=("unfair",))


def upheld(
    member: str, *scopes: str, reasons: tuple[str, ...] = ()
) -> dict[str, object]:
    """Return what a finding that upholds changes in the usual one."""
    return {
        "member": member,
        "outcome": AppealOutcome.UPHELD,
        "scopes": scopes,
        "reasons": reasons,
    }


def test_waits_for_as_many_members_as_the_rulebook_says() -> None:
    given(*appeal).when(dismiss).then(found)


def test_dismisses_once_enough_find_so_and_that_is_final() -> None:
    given(*appeal, found).when(second).then(found_second, appeal_dismissed)
    given(*appeal, found, found_second, appeal_dismissed).when(second).then_refused(
        "no-appeal"
    )


def test_takes_another_member_where_two_differ() -> None:
    first = found.model_copy(update=upheld("panel-1", "nuclear-medicine"))
    third = replace(second, member="panel-3")
    given(*appeal, first, found_second).when(third).then(
        found.model_copy(update={"member": "panel-3"}),
        appeal_dismissed.model_copy(update={"members": ("panel-2", "panel-3")}),
    )


def test_admits_when_it_is_upheld() -> None:
    first = found.model_copy(update=upheld("panel-1", "nuclear-medicine"))
    given(*appeal, first).when(replace(uphold, member="panel-2")).then(
        found.model_copy(update=upheld("panel-2", "nuclear-medicine")),
        appeal_dismissed.model_copy(
            update={
                "outcome": AppealOutcome.UPHELD,
                "scopes": ("nuclear-medicine",),
                "reasons": (),
            }
        ),
        accepted.model_copy(update={"decider": "panel-2", "appeal": 1}),
    )


def test_may_admit_in_fewer_scopes_with_reasons() -> None:
    why = ("no-practice-in-scope",)
    narrow = replace(uphold, scopes=("nuclear-medicine",), reasons=why)
    changed = upheld("panel-1", "nuclear-medicine", reasons=why)
    given(*in_both).when(narrow).then(found.model_copy(update=changed))
    given(*in_both).when(replace(narrow, reasons=())).then_refused("no-reasons")
    given(*in_both).when(replace(narrow, scopes=("sonography",))).then_refused(
        "scopes-not-narrower"
    )


def test_sends_back_for_a_fresh_assessment_by_others() -> None:
    first = found.model_copy(
        update={"outcome": AppealOutcome.SENT_BACK, "reasons": ("unfair",)}
    )
    excluded = ("assessor-1", "assessor-2", "panel-1", "panel-2", "registrar-1")
    ordered = FreshAssessmentOrdered(
        application_id=APPLICATION_ID, excluded=excluded, assessment=2
    )
    decided = appeal_dismissed.model_copy(
        update={"outcome": AppealOutcome.SENT_BACK, "reasons": ("unfair",)}
    )
    then = given(*appeal, first).when(replace(send_back, member="panel-2"))
    then.then(first.model_copy(update={"member": "panel-2"}), decided, ordered)

    again = (*appeal, first, decided, ordered)
    stale = ReceiveRecommendation(
        APPLICATION_ID, ASSESSMENT_ID, "refuse", ("assessor-1", "assessor-9"), NOW
    )
    given(*again).when(stale).then_refused("assessor-excluded")
    others = recommended.model_copy(update={"assessors": ("assessor-3", "assessor-4")})
    given(*again, others).when(accept).then_refused("acted-in-chain")
    given(*again, others).when(replace(accept, decider="registrar-2")).then(
        accepted.model_copy(update={"decider": "registrar-2"})
    )


def test_sends_back_to_nobody_who_judged_what_was_declared() -> None:
    first = found.model_copy(
        update={"outcome": AppealOutcome.SENT_BACK, "reasons": ("unfair",)}
    )
    beside = Beside(judged=frozenset({"assessor-7"}))
    second_one = replace(send_back, member="panel-2", beside=beside)
    ordered = given(*appeal, first).when(second_one).events[-1]
    assert isinstance(ordered, FreshAssessmentOrdered)
    assert "assessor-7" in ordered.excluded


@pytest.mark.parametrize("member", ["assessor-1", "registrar-1"])
def test_is_refused_to_whoever_had_a_part_before(member: str) -> None:
    given(*appeal).when(replace(dismiss, member=member)).then_refused("acted-in-chain")


def test_is_refused_to_whoever_judged_what_was_declared() -> None:
    beside = Beside(judged=frozenset({"panel-1"}))
    given(*appeal).when(replace(dismiss, beside=beside)).then_refused("acted-in-chain")
    given(*appeal).when(replace(second, beside=beside)).then(found_second)


def test_is_refused_to_somebody_with_a_tie() -> None:
    tied = Beside(tied=frozenset({"panel-1"}))
    given(*appeal).when(replace(dismiss, beside=tied)).then_refused("tied-to-applicant")


def test_is_locked_once_given() -> None:
    given(*appeal, found).when(dismiss).then_nothing()
    given(*appeal, found).when(uphold).then_refused("already-found")


def test_is_refused_without_reasons_where_it_does_not_admit() -> None:
    given(*appeal).when(replace(dismiss, reasons=())).then_refused("no-reasons")
    given(*appeal).when(replace(send_back, reasons=())).then_refused("no-reasons")
    given(*appeal).when(replace(dismiss, reasons=("No good",))).then_refused(
        "bad-reason"
    )


def test_names_no_scopes_where_it_does_not_admit() -> None:
    given(*appeal).when(replace(dismiss, scopes=("nuclear-medicine",))).then_refused(
        "scopes-not-asked"
    )


def test_admits_nobody_while_a_matter_is_open() -> None:
    open_matter = Beside(matters=("declared-matter",))
    given(*appeal).when(replace(uphold, beside=open_matter)).then_refused(
        "matters-open"
    )


def test_is_refused_where_nobody_appealed() -> None:
    given(submitted, recommended, appealable).when(dismiss).then_refused("no-appeal")
    given().when(dismiss).then_refused("no-appeal")
    given(*appeal).when(accept).then_refused("under-appeal")
