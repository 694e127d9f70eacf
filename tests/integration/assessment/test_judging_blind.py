"""Judging a case blind."""

import re

import pytest

from shared.contracts.assessment import Recommendation
from shared.contracts.judging import SubmitAssessment
from tests.support.judging_bench import (
    CASE,
    CASE_ID,
    PAGE,
    SECOND,
    SECRET,
    STREAM,
    Bench,
)

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("path", [CASE, PAGE, "/api/queue", "/queue"])
async def test_shows_the_second_nothing_of_the_first_until_both_are_locked(
    bench: Bench, path: str
) -> None:
    second = bench.as_person("assessor-2")
    before = (await second.get(path)).text
    await bench.give("assessor-1", "refuse", own_limits="not-met")
    after = (await second.get(path)).text
    assert re.sub(r'command_id" value="[^"]+', "", after) == re.sub(
        r'command_id" value="[^"]+', "", before
    )


@pytest.mark.parametrize("path", [CASE, PAGE])
async def test_shows_the_first_nothing_of_the_second_either(
    bench: Bench, path: str
) -> None:
    await bench.give("assessor-1", "accept")
    shown = (await bench.as_person("assessor-1").get(path)).text
    assert SECOND not in shown
    await bench.give("assessor-2", "accept", own_limits="partly")
    shown = (await bench.as_person("assessor-1").get(path)).text
    assert SECOND in shown
    assert SECRET in shown


async def test_answers_an_assessor_with_nothing_of_the_other(bench: Bench) -> None:
    await bench.give("assessor-1", "refuse", own_limits="not-met")
    wanted = SubmitAssessment(
        assessment_id=CASE_ID,
        recommendation=Recommendation.ACCEPT,
        findings=dict.fromkeys(bench.standards, "met"),  # pyright: ignore[reportArgumentType]
    )
    answer = await bench.ask(SECOND, wanted)
    said = [one for one in answer.events if "assessor_id" in one.data]
    assert [one.data["assessor_id"] for one in said] == [SECOND]
    assert "refuse" not in str(answer.events)
    assert SECRET not in str(answer.events)


@pytest.mark.parametrize(
    "path", [f"/api/streams/{STREAM}?after=0", "/api/streams/heads"]
)
async def test_lets_no_assessor_read_the_stream(bench: Bench, path: str) -> None:
    assert (await bench.as_person("assessor-2").get(path)).status_code in {403, 404}


async def test_shows_the_registrar_both_side_by_side(bench: Bench) -> None:
    await bench.give("assessor-1", "accept", own_limits="partly")
    await bench.give("assessor-2", "accept")
    seen = await bench.seen("registrar")
    assert seen["line"]["outcome"] == "accept"
    assert seen["gaps"] == ["own-limits"]
    assert seen["agreement"] == {
        "same_recommendation": True,
        "standards": len(bench.standards),
        "alike": len(bench.standards) - 1,
    }
    shown = (await bench.as_person("registrar").get(PAGE)).text
    assert "By standard, round 1" in shown
    assert SECRET in shown
    assert "<form" not in shown.split("<main", 1)[1]
