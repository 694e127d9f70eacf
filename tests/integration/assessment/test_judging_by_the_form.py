"""Judging a case by its form, on a real database."""

import re
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.assessment import app as composition
from services.assessment.assessing import api, judging_pages, pages
from services.assessment.assessing.rules.naming import (
    assessment_of,
    fresh_assessment_of,
)
from services.assessment.assessing.seeing import case_for
from services.assessment.assessing.subscribers import ASSESSING
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessorAppointed, Recommendation
from shared.contracts.contract import CommandData, EventData
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationReceived,
)
from shared.contracts.judging import AdjudicateAssessment, SubmitAssessment
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.identity.demonstration import PEOPLE
from shared.messaging.arrivals import judge_bytes
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

APPLICATION_ID = numbered(1)
CASE_ID = assessment_of(APPLICATION_ID)
CASE, PAGE = f"/api/cases/{CASE_ID}", f"/cases/{CASE_ID}"
STREAM = f"assessment/{CASE_ID}"
FIRST, SECOND = PEOPLE["assessor-1"].actor, PEOPLE["assessor-2"].actor
THIRD, LEAD = "actor-third", "actor-lead"
SECRET = "What only the first assessor knows."

As = Callable[[str], httpx.AsyncClient]


@dataclass
class Bench:
    """A case judged by standards, its service, and a client for each person."""

    service: StoredService
    as_person: As
    heard: int = 0

    @property
    def standards(self) -> tuple[str, ...]:
        """The standards of the case."""
        rulebook = self.service.rulebook
        return rulebook.standards_for("equivalence", ["nuclear-medicine"])

    def form(self, recommendation: str, **findings: str) -> dict[str, str]:
        """A form: all met but the standards named, which have reasons."""
        answers = {f"finding:{code}": "met" for code in self.standards}
        for name, finding in findings.items():
            code = name.replace("_", "-")
            answers[f"finding:{code}"] = finding
            answers[f"reasons:{code}"] = SECRET
        answers["recommendation"] = recommendation
        answers["command_id"] = str(uuid4())
        return answers

    async def post(
        self, person: str, what: str, form: Mapping[str, str]
    ) -> httpx.Response:
        """Send a form."""
        return await self.as_person(person).post(f"{PAGE}/{what}", data=dict(form))

    async def give(self, person: str, recommendation: str, **findings: str) -> None:
        """Give a recommendation by the form."""
        form = self.form(recommendation, **findings)
        answer = await self.post(person, "recommendation", form)
        assert answer.status_code == 303, answer.text

    async def ask(self, actor: str, wanted: CommandData) -> Answer:
        """Ask as somebody who is not of the demonstration."""
        return (await self.service.execute([Ask(uuid4(), wanted, actor, uuid4())]))[0]

    async def seen(self, person: str) -> Any:  # noqa: ANN401 - JSON
        """The case as a person sees it."""
        return (await self.as_person(person).get(CASE)).json()

    async def hear_itself(self) -> None:
        """Have the service hear what it has said, as it does over Kafka."""
        stored = await self.service.store.stream(STREAM, self.heard, 100)
        arrivals = [
            judge_bytes(one.entry, "~".join(one.disclosures), (STREAM, one.version))
            for one in stored
        ]
        self.heard += len(stored)
        await self.service.takes(ASSESSING, arrivals)

    async def hears(self, event: EventData) -> None:
        """Have the service hear of the application."""
        await self.service.hears(ASSESSING, (f"application/{APPLICATION_ID}", event))


@pytest.fixture
async def bench(assessment: StoredService, tmp_path: Path) -> AsyncGenerator[Bench]:
    """One case for the two assessors; a third and a lead are in the pool."""
    room = {FIRST: 5, SECOND: 5, THIRD: 5, LEAD: 5}
    appointed = [
        AssessorAppointed(
            assessor_id=actor,
            scopes=("nuclear-medicine",),
            capacity=capacity,
            lead=actor == LEAD,
        )
        for actor, capacity in room.items()
    ]
    streams = [(f"assessor/{one.assessor_id}", one) for one in appointed]
    event = ApplicationSubmitted.model_validate(
        {
            "application_id": APPLICATION_ID,
            "scopes": ["nuclear-medicine"],
            "route": "equivalence",
            "submitted_on": "2026-11-01",
            "possible_duplicate_of": [],
            "person_id": numbered(2),
            "given_names": "Zoë",
        }
    )
    # The first two are there when the case is opened, the others come later.
    await assessment.hears(ASSESSING, *streams[:2])
    await assessment.hears(ASSESSING, (f"application/{APPLICATION_ID}", event))
    await assessment.hears(ASSESSING, *streams[2:])
    routers = (api.router, pages.router, judging_pages.router)
    app = application(assessment, Path(composition.__file__).parent, *routers)
    clients = {name: client(app, name, tmp_path) for name in PEOPLE}
    yield Bench(assessment, clients.__getitem__)
    for each in clients.values():
        await each.aclose()


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
