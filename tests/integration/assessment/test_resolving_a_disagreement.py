"""Resolving a disagreement by forms."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.assessment.assessing.seeing import case_for
from shared.contracts.judging import AdjudicateAssessment, SubmitAssessment
from shared.eventstore.answers import AnswerOutcome
from tests.support.judging_bench import (
    CASE_ID,
    FIRST,
    LEAD,
    PAGE,
    SECOND,
    SECRET,
    THIRD,
    Bench,
)

pytestmark = pytest.mark.integration


async def test_has_a_disagreement_discussed_and_both_versions_kept(
    bench: Bench,
) -> None:
    await bench.give("assessor-1", "accept")
    await bench.give("assessor-2", "refuse", own_limits="not-met")
    await bench.hear_itself()
    assert (await bench.seen("assessor-1"))["owes"] == "reconsider"
    shown = (await bench.as_person("assessor-1").get(PAGE)).text
    assert SECRET in shown
    form = {
        "command_id": str(uuid4()),
        "recommendation": "refuse",
        "finding:own-limits": "partly",
        "reasons:own-limits": "It is thin.",
        "reasons": "Convinced.",
    }
    answer = await bench.post("assessor-1", "reconsideration", form)
    assert answer.status_code == 303, answer.text
    seen = await bench.seen("registrar")
    assert seen["line"]["outcome"] == "refuse"
    versions = [
        (one["assessor_id"], one["version"], one["recommendation"])
        for one in seen["spoken"]
    ]
    assert versions == [
        (FIRST, 1, "accept"),
        (FIRST, 2, "refuse"),
        (SECOND, 1, "refuse"),
    ]
    for person in ("assessor-1", "assessor-2"):
        queue = await bench.as_person(person).get("/api/queue")
        assert queue.json()["cases"] == []
    assert await bench.service.pool.fetchval("SELECT count(*) FROM deadlines") == 0


async def test_asks_a_third_who_is_blind_and_then_a_lead_who_is_not(
    bench: Bench,
) -> None:
    await bench.give("assessor-1", "accept")
    await bench.give("assessor-2", "refuse", own_limits="not-met")
    await bench.hear_itself()
    days = timedelta(days=bench.service.rulebook.judging.moderation_days + 1)
    assert await bench.service.meets_deadlines(days) == 1
    await bench.hear_itself()

    async with bench.service.read() as database:
        third = await case_for(database, CASE_ID, THIRD)
        assert await case_for(database, CASE_ID, LEAD) is None
    assert third is not None
    assert third.owes == "judge"
    assert third.spoken == ()
    assert [one.assessor_id for one in third.voices] == [THIRD]
    assert third.round.moderation is None
    assert third.round.disputed == ()

    found = dict.fromkeys(bench.standards, "met") | {"communication": "partly"}
    wanted = SubmitAssessment.model_validate(
        {
            "assessment_id": CASE_ID,
            "recommendation": "further-information",
            "findings": found,
            "reasons_by_standard": {"communication": "Unclear."},
        }
    )
    assert (await bench.ask(THIRD, wanted)).outcome is AnswerOutcome.DONE
    await bench.hear_itself()

    async with bench.service.read() as database:
        lead = await case_for(database, CASE_ID, LEAD)
    assert lead is not None
    assert lead.owes == "adjudicate"
    assert {one.assessor_id for one in lead.spoken} == {FIRST, SECOND, THIRD}
    assert lead.round.disputed == ("communication", "own-limits")
    settled = AdjudicateAssessment.model_validate(
        {
            "assessment_id": CASE_ID,
            "recommendation": "accept",
            "findings": {"communication": "met", "own-limits": "partly"},
            "reasons": "Weighed.",
            "reasons_by_standard": dict.fromkeys(lead.round.disputed, "Weighed."),
        }
    )
    assert (await bench.ask(LEAD, settled)).outcome is AnswerOutcome.DONE
    seen = await bench.seen("registrar")
    assert seen["line"]["outcome"] == "accept"
    assert seen["gaps"] == ["own-limits"]
    assert await bench.service.pool.fetchval("SELECT count(*) FROM deadlines") == 0
