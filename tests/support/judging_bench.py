"""A case judged by its forms, on a real database, and who judges it."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from services.assessment import app as composition
from services.assessment.assessing import api, judging_pages, pages
from services.assessment.assessing.rules.naming import (
    assessment_of,
)
from services.assessment.assessing.subscribers import ASSESSING
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.contract import CommandData, EventData
from shared.eventstore.answers import Answer, Ask
from shared.identity.demonstration import PEOPLE
from shared.messaging.arrivals import judge_bytes
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
)

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


@asynccontextmanager
async def bench_on(assessment: StoredService, data: Path) -> AsyncGenerator[Bench]:
    """Yield one case for the two assessors; a third and a lead are in the pool."""
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
    clients = {name: client(app, name, data) for name in PEOPLE}
    yield Bench(assessment, clients.__getitem__)
    for each in clients.values():
        await each.aclose()
