"""The applications service on a real PostgreSQL: its doors and inboxes, no Kafka."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import httpx
from asyncpg import Pool, Record
from prometheus_client import CollectorRegistry

from services.applications.applying.subscribers import APPLYING
from services.applications.registration.subscribers import REGISTRATION
from shared.capability import Capability, Database
from shared.clock import Clock
from shared.contracts.applications import DecideApplication, Decision
from shared.contracts.assessment import AssessmentConcluded, Outcome
from shared.contracts.canonical import Json
from shared.contracts.envelope import Envelope, encode
from shared.eventstore.answers import Answer, Ask, Internal
from shared.eventstore.execute import Executor
from shared.eventstore.postgres import PostgresStore
from shared.identity.keyset import KeysetFile
from shared.messaging.arrivals import judge_bytes
from shared.messaging.inbox import Inbox
from shared.rulebook import Rulebook
from shared.settings import ServiceSettings
from tests.support.applications import NOW, ROOT, RULEBOOK, application_id
from tests.support.capabilities import KIT, of_service, routers_of
from tests.support.kit_databases import KitDatabase, opened, store_on
from tests.support.web import bearer, browser, small_application

SERVICE = ROOT / "services" / "applications"
ASSESSORS = ("assessor-1", "assessor-2")

PUBLISHED = """
SELECT entry,
       coalesce((SELECT disclosures
                   FROM disclosures
                  WHERE event_id = events.id), '')
  FROM events
 WHERE topic = 'applications.events'
 ORDER BY position
"""


class StandingClock(Clock):
    """A clock that stands: what is tested does not depend on the day of the test."""

    def now(self) -> datetime:
        """Return the register's instant."""
        return NOW + self.offset


@dataclass
class ApplicationsService:
    """What routes, executors and inboxes have in common in these tests."""

    settings: ServiceSettings
    keys: KeysetFile
    pool: "Pool[Record]"
    store: PostgresStore
    data: Path
    name: str = "applications"
    clock: Clock = field(default_factory=StandingClock)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    rulebook: Rulebook = RULEBOOK

    def __post_init__(self) -> None:
        """Let it decide and hear."""
        self.capabilities = (*of_service(self.name), *KIT)
        self.executor = self.another_executor()
        self.applying = self.another_inbox(APPLYING)
        self.registration = self.another_inbox(REGISTRATION)

    def another_executor(self) -> Executor:
        """Return an executor, as another replica of the service has one."""
        return Executor(
            self.name, self.store, self.capabilities, self.clock, lambda: self.rulebook
        )

    def another_inbox(self, capability: Capability) -> Inbox:
        """Return a capability's inbox, as another replica of the service has one."""
        return Inbox(
            self.name, capability, self.store, self.clock, lambda: self.rulebook
        )

    async def execute(self, asks: Sequence[Ask]) -> list[Answer]:
        """Decide the commands in order, in one transaction; return the answers."""
        return await self.executor.execute(asks)

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Decide what the service asks of itself, such as to record a look."""
        return await self.executor.execute(commands)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Database]:
        """Lend a connection for queries."""
        async with (
            self.pool.acquire() as connection,
            connection.transaction(readonly=True),
        ):
            yield cast("Database", connection)

    async def recommend(self, *applications: UUID) -> None:
        """Let applying hear that these were assessed."""
        await self.applying.take(
            [judge_bytes(encode(_concluded(each)), "") for each in applications]
        )

    async def find_gaps(
        self, application: UUID, *gaps: str, outcome: Outcome, number: int = 1
    ) -> None:
        """Let applying hear that a round of assessment ended with these gaps."""
        concluded = _concluded(application, outcome, gaps, number)
        await self.applying.take([judge_bytes(encode(concluded), "")])

    async def decide(
        self, application: UUID, decision: Decision, actor: str = "registrar-1"
    ) -> Answer:
        """Decide an application as the registrar, or as somebody else."""
        command = DecideApplication(application_id=application, decision=decision)
        [answer] = await self.execute([Ask(uuid4(), command, actor, uuid4())])
        return answer

    async def hear_own(self, inbox: Inbox | None = None) -> None:
        """Let registration hear all that the service has said."""
        published = await self.pool.fetch(PUBLISHED)
        await (inbox or self.registration).take(
            [judge_bytes(entry, disclosures) for entry, disclosures in published]
        )

    async def count(self, query: str) -> int:
        """Return the number that a query gives."""
        return await self.pool.fetchval(query)

    def client(self, person: str | None = None) -> httpx.AsyncClient:
        """Return a client of the service's doors, as a demonstration person."""
        app = small_application(
            self.data,
            *routers_of(self.name),
            templates=sorted(SERVICE.glob("*/templates")),
        )
        app.state.service = self
        client = browser(app)
        if person is not None:
            client.headers.update(bearer(person, self.data))
        return client


@asynccontextmanager
async def applications_on(
    database: KitDatabase, data: Path
) -> AsyncGenerator[ApplicationsService]:
    """Yield the service on a migrated database."""
    async with opened(database) as pool:
        app = small_application(data)
        small = app.state.service
        yield ApplicationsService(
            settings=small.settings,
            keys=small.keys,
            pool=pool,
            store=await store_on(pool),
            data=data,
        )


def row(answers: Mapping[str, str], command: str | None = None) -> dict[str, Json]:
    """Return a row of a batch; its command's id is drawn, or made of a name."""
    command_id = uuid4() if command is None else uuid5(NAMESPACE_URL, command)
    return {
        "command_id": str(command_id),
        "application_id": str(application_id(answers["external_ref"])),
        "submission": dict(answers),
    }


def _concluded(
    application: UUID,
    outcome: Outcome = Outcome.ACCEPT,
    gaps: tuple[str, ...] = (),
    number: int = 1,
) -> Envelope:
    assessment = uuid5(application, "assessment")
    event = AssessmentConcluded(
        assessment_id=assessment,
        application_id=application,
        outcome=outcome,
        assessors=ASSESSORS,
        gaps=gaps,
        round=number,
    )
    return Envelope(
        id=uuid5(assessment, f"concluded {number}"),
        type=event.TYPE,
        source="/assessment",
        subject=f"assessment/{assessment}",
        sequence=number,
        time=NOW - timedelta(minutes=1),
        walltime=datetime.now(UTC),
        effective=NOW.date(),
        actor="assessor-2",
        reason=event.REASON,
        rulebook=RULEBOOK.version_label,
        correlationid=application,
        causationid=application,
        data=event.model_dump(mode="json"),
    )
