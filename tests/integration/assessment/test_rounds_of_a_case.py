"""The rounds of a case."""

from uuid import uuid4

import pytest

from services.assessment.assessing.rules.naming import (
    fresh_assessment_of,
)
from services.assessment.assessing.seeing import case_for
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationReceived,
)
from tests.support.judging_bench import (
    APPLICATION_ID,
    CASE,
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


async def test_begins_another_round_on_the_gaps_alone(bench: Bench) -> None:
    for person in ("assessor-1", "assessor-2"):
        await bench.give(person, "further-information", own_limits="partly")
    await bench.hears(
        FurtherInformationReceived(
            application_id=APPLICATION_ID,
            assessment_id=CASE_ID,
            round=1,
            gaps=("own-limits",),
        )
    )
    seen = await bench.seen("assessor-2")
    assert seen["owes"] == "judge"
    assert (seen["round"]["number"], seen["round"]["standards"]) == (2, ["own-limits"])
    form = {
        "command_id": str(uuid4()),
        "finding:own-limits": "met",
        "recommendation": "accept",
        "reasons": "Shown in round two.",
    }
    assert (await bench.post("assessor-1", "recommendation", form)).status_code == 303
    second = bench.as_person("assessor-2")
    for path in (CASE, PAGE):
        shown = (await second.get(path)).text
        assert "Shown in round two." not in shown
        assert SECRET in shown
    form["command_id"] = str(uuid4())
    assert (await bench.post("assessor-2", "recommendation", form)).status_code == 303
    seen = await bench.seen("registrar")
    assert seen["line"]["outcome"] == "accept"
    assert seen["gaps"] == []
    assert [one["round"] for one in seen["spoken"]] == [1, 1, 2, 2]


async def test_is_begun_afresh_by_others_where_an_appeal_orders_it(
    bench: Bench,
) -> None:
    for person in ("assessor-1", "assessor-2"):
        await bench.give(person, "refuse", own_limits="not-met")
    await bench.hears(
        FreshAssessmentOrdered(
            application_id=APPLICATION_ID, excluded=(FIRST, SECOND, "actor-registrar")
        )
    )
    fresh = fresh_assessment_of(APPLICATION_ID, 2)
    async with bench.service.read() as database:
        third = await case_for(database, fresh, THIRD)
        assert await case_for(database, fresh, FIRST) is None
    assert third is not None
    assert third.round.standards == bench.standards
    assert third.papers["given_names"] == "Zoë"
    assert third.spoken == ()
    rows = await bench.service.pool.fetch(
        "SELECT assessor_id FROM case_assessors WHERE assessment_id = $1", fresh
    )
    assert {row["assessor_id"] for row in rows} == {THIRD, LEAD}


async def test_takes_a_withdrawn_application_out_of_every_queue(bench: Bench) -> None:
    await bench.give("assessor-1", "accept")
    await bench.hears(
        ApplicationWithdrawn(application_id=APPLICATION_ID, concern_open=False)
    )
    queue = await bench.as_person("assessor-2").get("/api/queue")
    assert queue.json()["cases"] == []
    assert (await bench.as_person("assessor-2").get(CASE)).status_code == 404
    registrar = bench.as_person("registrar")
    assert (await registrar.get("/api/cases")).json()["cases"] == []
    assert (await bench.seen("registrar"))["line"]["outcome"] == "withdrawn"
    assert await bench.service.pool.fetchval("SELECT count(*) FROM deadlines") == 0
