"""A whole equivalence application, on the real broker."""

from collections.abc import Generator
from pathlib import Path

import pytest

from shared.contracts.appealing import AppealOutcome, FindOnAppeal
from shared.contracts.applications import DecideApplication, Decision
from shared.contracts.assessment import Finding, Recommendation
from tests.support import equivalence as steps
from tests.support.equivalence import NARROWER, Cast, Chain
from tests.support.live import live_register
from tests.support.story import Story
from tests.support.story_evidence import (
    acts_in,
    case_file_of,
    happened_in_order,
    log_is_sound,
)

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

RECORDS, SAFETY = "records-and-information", "radiation-and-field-safety"
ACCEPT, REFUSE = Recommendation.ACCEPT, Recommendation.REFUSE
NARROW, ASK = Recommendation.ACCEPT_NARROWER, Recommendation.FURTHER_INFORMATION
EPILEPSY = "I take medication for epilepsy."


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Generator[Cast]:
    """A register of its own, since its days move on; and everybody in it."""
    with live_register(tmp_path_factory.mktemp("story")) as live:
        yield steps.gather(Story(live))


def test_that_is_refused_succeeds_on_appeal_in_a_narrower_scope(
    everybody: Cast, tmp_path: Path
) -> None:
    registrar = everybody.registrar
    ama = steps.candidate(
        *(everybody.story, "applicant", "Ama", "Appiah"),
        health_to_declare="yes",
        declaration_details=EPILEPSY,
    )
    chain = steps.applied(everybody, ama)
    she_applies_and_two_vouch_for_her(chain)
    the_panel_alone_hears_what_she_declared(chain)
    two_judge_blind_and_find_gaps(chain)
    she_fills_the_gaps_while_her_clock_stands(chain)
    the_two_disagree_and_each_stands_by_it(chain)
    a_third_sides_with_neither_and_a_lead_settles_it(chain)
    assert registrar.work_on(chain.application)["recommendation"] == "accept-narrower"
    the_registrar_refuses_all_the_same(chain)
    she_appeals_and_others_allow_it(chain)
    told = registrar.told(chain.application)
    assert told[5:9] == [
        "matter-concluded",
        "further-information-asked",
        "application-refused",
        "appeal-lodged",
    ]
    assert sorted(told[9:]) == ["appeal-decided", "registration-entered"]
    the_log_tells_all_of_it(chain, tmp_path)


def she_applies_and_two_vouch_for_her(chain: Chain) -> None:
    papers = steps.hand_in(chain.candidate, chain.application, steps.PAPERS)
    told = sorted(chain.everybody.registrar.told(chain.application))
    assert told == [
        "application-acknowledged",
        *["confirmation-asked"] * 2,
        "fee-due",
        "matter-raised",
    ]
    for proposer in chain.candidate.proposers:
        proposer.confirms("I have led her for six years.")
    for assessor in (chain.first, chain.second):
        assert steps.documents_seen(assessor, chain.application) == set(papers)


def the_panel_alone_hears_what_she_declared(chain: Chain) -> None:
    for assessor in (chain.first, chain.second):
        assert EPILEPSY not in str(assessor.sees(chain.assessment))
        declaration = f"/api/declarations/{chain.application}"
        assert assessor.finds_nothing("applications", declaration)
    for member in chain.everybody.panel[:2]:
        steps.find_no_concern(member, chain.application)


def two_judge_blind_and_find_gaps(chain: Chain) -> None:
    unmet = {RECORDS: Finding.NOT_MET, SAFETY: Finding.PARTLY}
    steps.judge_by_form(chain.first, chain.assessment, ASK, unmet, gaps=RECORDS)
    assert chain.first.actor not in str(chain.second.sees(chain.assessment))
    unmet = {SAFETY: Finding.NOT_MET}
    steps.judge_by_command(chain.second, chain.assessment, ASK, unmet)
    line = chain.everybody.registrar.work_on(chain.application)
    assert line["gaps"] == [SAFETY, RECORDS]


def she_fills_the_gaps_while_her_clock_stands(chain: Chain) -> None:
    applicant, application = chain.candidate.as_applicant, chain.application
    chain.everybody.registrar.sends_form(
        *("applications", f"/applications/{application}/request"),
        gaps=[RECORDS, SAFETY],
        explanation="Show your logbook of 2025.",
    )
    assert applicant.is_held_by(application) == "applicant"
    chain.everybody.story.let_days_pass(10)
    steps.hand_in(chain.candidate, application, ["further-information"])
    answer = f"/applications/{application}/answer"
    applicant.sends_form("applications", answer, statement="Here it is.")
    assert applicant.is_held_by(application) == "assessors"
    clock = applicant.status(application)["clock"]["calendar"]
    assert (clock["gross"], clock["net"]) == (10, 0)


def the_two_disagree_and_each_stands_by_it(chain: Chain) -> None:
    gaps = set(steps.standards_of(chain.first, chain.assessment))
    assert gaps == {RECORDS, SAFETY}
    steps.judge_by_form(chain.first, chain.assessment, ACCEPT, {})
    unmet = {SAFETY: Finding.NOT_MET}
    steps.judge_by_command(chain.second, chain.assessment, REFUSE, unmet)
    steps.stand_by_it(chain.first, chain.assessment, ACCEPT)
    steps.stand_by_it(chain.second, chain.assessment, REFUSE)


def a_third_sides_with_neither_and_a_lead_settles_it(chain: Chain) -> None:
    third = chain.everybody.with_the_word(chain.assessment)
    assert chain.first.actor not in str(third.sees(chain.assessment))
    unmet = {SAFETY: Finding.PARTLY}
    steps.judge_by_command(third, chain.assessment, NARROW, unmet, NARROWER)
    lead = chain.everybody.with_the_word(chain.assessment)
    steps.settle_the_dispute(lead, chain.assessment)
    names = {one.name for one in (chain.first, chain.second, third, lead)}
    assert len(names) == 4


def the_registrar_refuses_all_the_same(chain: Chain) -> None:
    chain.everybody.registrar.sends_form(
        *("applications", f"/applications/{chain.application}/decision"),
        decision="refuse",
        reasons="evidence-insufficient",
        explanation="The logbook ends in 2023.",
    )
    status = chain.candidate.as_applicant.status(chain.application)
    assert status["status"] == "refused"


def she_appeals_and_others_allow_it(chain: Chain) -> None:
    application = chain.application
    chain.everybody.story.let_days_pass(5)
    appeal = f"/applications/{application}/appeal"
    chain.candidate.as_applicant.sends_form(
        "applications", appeal, grounds="judgement", statement="The rest of it."
    )
    allowed = steps.allowed_narrower(application)
    for member in chain.everybody.panel[:2]:
        # Who judged her declaration had a part in the chain.
        assert str(application) not in member.appeals()
        assert member.finds_nothing("applications", f"/api/appeals/{application}")
        assert member.sends(allowed)["code"] == "acted-in-chain"
    for member in chain.everybody.panel[2:]:
        assert str(application) in member.appeals()
        member.commands(allowed)
    steps.is_on_the_register(chain)


def the_log_tells_all_of_it(chain: Chain, folder: Path) -> None:
    live = chain.everybody.story.live
    log_is_sound(live, folder)
    told = case_file_of(live, str(chain.application), folder / "case.zip")
    happened_in_order(
        told,
        *("draft-started", "application-submitted", "document-received"),
        *("confirmation-given", "declaration-concluded", "recommendation-given"),
        *("assessment-concluded", "further-information-asked"),
        *("further-information-received", "assessment-reopened"),
        *("disagreement-found", "recommendation-reconsidered", "disagreement-found"),
        *("moderation-begun", "assessment-adjudicated", "application-refused"),
        *("appeal-lodged", "appeal-finding-given", "appeal-decided"),
        *("application-accepted", "registration-entered", "message-sent"),
    )
    acts = acts_in(told)
    everywhere = [actor for actors in acts.values() for actor in actors]
    assert len(everywhere) == len(set(everywhere)), f"somebody acted twice: {acts}"
    assert {part: len(actors) for part, actors in acts.items()} == {
        "assessing": 4,
        "judging the declaration": 2,
        "deciding": 1,
        "hearing the appeal": 2,
    }


def test_is_accepted_in_the_narrower_scope_that_both_recommend(
    everybody: Cast,
) -> None:
    bram = steps.candidate(everybody.story, "applicant-2", "Bram", "Bakker")
    chain = steps.applied(everybody, bram)
    for proposer in bram.proposers:
        proposer.confirms("I have led him for two years.")
    unmet = {SAFETY: Finding.PARTLY}
    first, second, case = chain.first, chain.second, chain.assessment
    steps.judge_by_form(first, case, NARROW, unmet, scopes=NARROWER[0])
    steps.judge_by_command(second, case, NARROW, unmet, NARROWER)
    everybody.registrar.commands(
        DecideApplication(
            application_id=chain.application,
            decision=Decision.ACCEPT_NARROWER,
            scopes=NARROWER,
            reasons=("no-practice-in-scope",),
        )
    )
    status = bram.as_applicant.status(chain.application)
    assert (status["status"], status["not_admitted"]) == (
        "accepted",
        [scope for scope in steps.SCOPES if scope not in NARROWER],
    )
    steps.is_on_the_register(chain)
    assert sorted(everybody.registrar.told(chain.application)[-2:]) == [
        "application-accepted-narrower",
        "registration-entered",
    ]
    he_appeals_for_the_other_scopes_and_is_admitted_in_them(chain)


def he_appeals_for_the_other_scopes_and_is_admitted_in_them(chain: Chain) -> None:
    applicant, application = chain.candidate.as_applicant, chain.application
    appeal = f"/applications/{application}/appeal"
    words = {"grounds": "judgement", "statement": "The rest of it."}
    applicant.sends_form("applications", appeal, **words)
    applicant.sends_form("applications", f"{appeal}/withdrawal")
    assert applicant.status(application)["status"] == "accepted"
    applicant.sends_form("applications", appeal, **words)
    upheld = FindOnAppeal(application_id=application, outcome=AppealOutcome.UPHELD)
    for member in chain.everybody.panel[:2]:
        assert str(application) in member.appeals()
        member.commands(upheld)
    assert set(applicant.status(application)["admitted"]) == set(steps.SCOPES)
    told = chain.everybody.registrar.told(application)
    assert {"appeal-withdrawn", "appeal-decided", "scopes-added"} <= set(told)
