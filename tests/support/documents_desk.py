"""The doors of evidence on one submitted application, and what is behind them."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any, cast
from uuid import UUID, uuid4

import httpx

from services.applications.documents.keeping import Keeping
from services.applications.documents.scanning import scanner_at
from services.applications.evidence import api, pages
from services.applications.evidence.subscribers import EVIDENCE
from services.applications.evidence.uploading import Documents, with_documents
from services.applications.matters import read_matters
from shared.contracts.assessment import AssessorsAssigned
from shared.contracts.contract import EventData
from shared.contracts.envelope import Envelope, encode
from shared.identity.demonstration import PEOPLE
from shared.messaging.arrivals import Arrival, judge_bytes
from shared.running import RunningService
from tests.support.applications import NOW, answers, application_id
from tests.support.applications_service import SERVICE, ApplicationsService, row
from tests.support.web import bearer, browser, small_application

ID = application_id("REF-1")
ASSESSMENT = UUID(int=0xA55E55)
STREAM = f"assessment/{ASSESSMENT}"
EVENTS = "SELECT type FROM events WHERE stream = $1 ORDER BY version"
FOR_EVER = timedelta(days=365)


@dataclass
class Desk:
    """The doors of evidence on a case that the applicant submitted."""

    service: ApplicationsService
    documents: Documents
    heard: int = 0

    @property
    def running(self) -> RunningService:
        """The service as its workers see it."""
        return cast("RunningService", self.service)

    def client(self, person: str | None = None) -> httpx.AsyncClient:
        """Return a client of the doors of evidence."""
        app = small_application(
            self.service.data,
            with_documents(self.documents, api.router, pages.router),
            templates=sorted(SERVICE.glob("*/templates")),
            larger_bodies={"/documents": 50_000_000},
        )
        app.state.service = self.service
        client = browser(app)
        if person:
            client.headers.update(bearer(person, self.service.data))
        return client

    async def add(
        self,
        content: bytes,
        person: str = "applicant",
        kind: str = "portfolio",
        name: str = "portfolio.pdf",
        document_id: UUID | None = None,
    ) -> httpx.Response:
        """Send a document, and return the answer."""
        async with self.client(person) as client:
            return await client.post(
                f"/api/applications/{ID}/documents",
                data={"kind": kind, "document_id": str(document_id or uuid4())},
                files={"document": (name, content, "application/x-whatever")},
            )

    async def added(self, content: bytes, **more: Any) -> UUID:  # noqa: ANN401
        """Return the id of a document that was taken."""
        answer = await self.add(content, **more)
        assert answer.status_code == 200, answer.text
        return UUID(answer.json()["document_id"])

    async def status(self, person: str | None, path: str) -> int:
        """Return the status that somebody gets."""
        async with self.client(person) as client:
            return (await client.get(path)).status_code

    async def assign(self, *people: str) -> None:
        """Let evidence hear that these assess the case."""
        await self.hears(
            AssessorsAssigned(
                assessment_id=ASSESSMENT,
                application_id=ID,
                assessors=tuple(PEOPLE[person].actor for person in people),
                due_at=NOW,
            )
        )

    async def hears(self, *events: EventData, stream: str = "") -> None:
        """Let evidence hear what became of the assessment, or of another stream."""
        arrivals: list[Arrival] = []
        for event in events:
            self.heard += not stream
            sequence = 1 if stream else self.heard
            arrivals.append(arrived(event, stream or STREAM, sequence))
        await self.service.another_inbox(EVIDENCE).take(arrivals)

    async def types(self, document_id: UUID) -> list[str]:
        """Return what happened to a document, in order."""
        rows = await self.service.pool.fetch(EVENTS, f"document/{document_id}")
        return [each["type"].split(".")[-2] for each in rows]

    async def matters(self) -> list[str]:
        """Return what stands in the way of the case."""
        async with self.service.read() as database:
            found = await read_matters(database, [ID])
        return [each.matter for each in found.get(ID, ())]

    async def kept(self) -> set[str]:
        """Return the keys in the document store."""
        later = self.service.clock.wall() + FOR_EVER
        return {key async for key in self.documents.keeping.keys(later)}

    async def put(self, key: str, content: bytes = b"x") -> None:
        """Put something into the document store behind the register's back."""
        await self.documents.keeping.put(key, BytesIO(content))


async def opened_desk(applications: ApplicationsService, address: str) -> Desk:
    """Return the desk on an application that was submitted and heard of."""
    async with applications.client("applicant") as client:
        answer = await client.post("/api/applications", json=row(answers()))
        assert answer.status_code == 200, answer.text
    await applications.hear_own(applications.another_inbox(EVIDENCE))
    return Desk(applications, Documents(Keeping(address), scanner_at(None)))


def arrived(event: EventData, stream: str, sequence: int = 1) -> Arrival:
    """Return an event of the assessment, or of another stream, as it arrives."""
    assessing = stream.startswith("assessment/")
    envelope = Envelope(
        id=uuid4(),
        type=event.TYPE,
        source="/assessment" if assessing else "/applications",
        subject=stream,
        sequence=sequence,
        time=NOW,
        walltime=NOW,
        effective=NOW.date(),
        actor="service:assessment",
        reason=str(getattr(event, "reason", event.REASON)),
        rulebook="rct-voluntary@2015-09-07",
        correlationid=uuid4(),
        causationid=uuid4(),
        data=event.model_dump(mode="json"),
    )
    return judge_bytes(encode(envelope), "")
