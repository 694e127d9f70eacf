"""Judging a case by its form."""

import re
from uuid import uuid4

import pytest

from tests.support.judging_bench import (
    CASE,
    PAGE,
    SECOND,
    SECRET,
    STREAM,
    Bench,
)
from tests.support.stored_service import (
    numbered,
)

pytestmark = pytest.mark.integration


async def test_asks_for_each_standard_of_the_route(bench: Bench) -> None:
    shown = (await bench.as_person("assessor-1").get(PAGE)).text
    assert len(bench.standards) > 5
    for code in bench.standards:
        assert f'name="finding:{code}"' in shown
    assert (await bench.seen("assessor-1"))["round"]["standards"] == list(
        bench.standards
    )


async def test_keeps_a_draft_for_its_author_alone(bench: Bench) -> None:
    form = {
        "command_id": str(uuid4()),
        "finding:own-limits": "partly",
        "reasons:own-limits": SECRET,
    }
    saved = await bench.post("assessor-1", "draft", form)
    assert saved.status_code == 303
    shown = (await bench.as_person("assessor-1").get(PAGE)).text
    assert SECRET in shown
    assert re.search(r'name="finding:own-limits" value="partly" checked', shown)
    for person in ("assessor-2", "registrar"):
        for path in (CASE, PAGE):
            assert SECRET not in (await bench.as_person(person).get(path)).text
    held = await bench.service.pool.fetchval("SELECT person_id FROM case_drafts")
    assert held == numbered(2)
    await bench.give("assessor-1", "accept")
    assert not await bench.service.pool.fetchval("SELECT count(*) FROM case_drafts")


async def test_names_what_is_missing_and_keeps_what_was_entered(bench: Bench) -> None:
    form = bench.form("", own_limits="partly")
    form["reasons:own-limits"] = " "
    del form["finding:communication"]
    form["reasons"] = "So far so good."
    answer = await bench.post("assessor-1", "recommendation", form)
    assert answer.status_code == 422
    for field in ("finding:communication", "reasons:own-limits", "recommendation"):
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}"' in answer.text
    assert "So far so good." in answer.text
    assert await bench.service.events(STREAM) == [
        "assessment-opened",
        "assessors-assigned",
    ]


async def test_shows_what_the_rules_refuse(bench: Bench) -> None:
    form = bench.form("accept", own_limits="not-met")
    answer = await bench.post("assessor-1", "recommendation", form)
    assert answer.status_code == 409
    assert "own-limits" in answer.text
    assert "There is a problem" in answer.text


@pytest.mark.parametrize(
    "what", ["draft", "recommendation", "reconsideration", "adjudication"]
)
async def test_is_not_there_for_others(bench: Bench, what: str) -> None:
    await bench.service.pool.execute(
        "DELETE FROM case_assessors WHERE assessor_id = $1", SECOND
    )
    form = bench.form("accept")
    assert (await bench.post("assessor-2", what, form)).status_code == 404


async def test_is_nothing_for_a_form_without_an_id(bench: Bench) -> None:
    form = {**bench.form("accept"), "command_id": "x"}
    answer = await bench.post("assessor-1", "recommendation", form)
    assert answer.status_code == 422
