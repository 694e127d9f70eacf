"""A command on Kafka."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from aiokafka import AIOKafkaProducer

from shared.clock import Clock
from shared.contracts.applications import DecideApplication
from shared.contracts.assessment import GiveRecommendation, Recommendation
from shared.contracts.contract import CommandData
from shared.contracts.envelope import CONTENT_TYPE, decode
from shared.contracts.messaging import CommandRefused
from shared.errors import NotPermitted
from shared.eventstore.recording import folded_form
from shared.identity.demonstration import signing_key_for
from shared.identity.keys import KeyUse, KnownKey, new_key
from shared.identity.roles import Role
from shared.identity.signatures import sign_command
from shared.messaging.commands import command_record
from tests.support.executing_behaviour import versions
from tests.support.kafka_topics import producing, put, read_topic
from tests.support.kit import refuse, stream_of, submit
from tests.support.kit_databases import KitDatabase
from tests.support.kit_services import StartedService, eventually, started
from tests.support.made_up import COUNTING, SPEAKING

pytestmark = pytest.mark.integration

Headers = Sequence[tuple[str, bytes]]


class Undecided(CommandData):
    """A command that breaks its contract."""

    TYPE: ClassVar[str] = DecideApplication.TYPE

    application_id: UUID
    decision: str


class OfTomorrow(CommandData):
    """A command that nobody knows yet."""

    TYPE: ClassVar[str] = "register.applications.of-tomorrow.v1"


@dataclass(frozen=True)
class Desk:
    """Somebody who puts commands on the topic, and looks for what was refused."""

    applications: StartedService
    producer: AIOKafkaProducer
    kafka: str
    prefix: str

    @property
    def topic(self) -> str:
        """The topic of commands."""
        return f"{self.prefix}applications.commands"

    def key(self, person: str = "registrar") -> KnownKey:
        """Return the key of a demonstration person."""
        return signing_key_for(person, self.applications.data)

    def command(
        self,
        data: CommandData,
        *,
        key: KnownKey | None = None,
        command_id: UUID | None = None,
        topic: str | None = None,
        wall: datetime | None = None,
        stream: str | None = None,
    ) -> tuple[bytes, Headers]:
        """Return value and headers of a signed command."""
        _, value, headers = command_record(
            data,
            command_id or uuid4(),
            stream or f"application/{vars(data).get('application_id')}",
            topic or self.topic,
            key or self.key(),
            wall or Clock().wall(),
        )
        return value, headers

    async def put(self, value: bytes | None, headers: Headers) -> None:
        """Put a record on the topic of commands."""
        await put(self.producer, self.topic, value, b"key", headers)

    async def refusals(self, count: int) -> list[CommandRefused]:
        """Return what was published as refused, once there are so many."""
        found: list[CommandRefused] = []

        async def published() -> bool:
            read = await read_topic(self.kafka, f"{self.prefix}applications.refusals")
            found[:] = [
                event
                for record in read.records
                if isinstance(event := folded_form(record.value or b""), CommandRefused)
            ]
            return len(found) >= count

        await eventually(published)
        return found

    async def refused_senders(self) -> list[str]:
        """Return under whose names the published refusals are on record."""
        read = await read_topic(self.kafka, f"{self.prefix}applications.refusals")
        return [decode(record.value or b"").actor for record in read.records]

    async def arrived(self, application_id: UUID, last: int) -> None:
        """Wait until an application has so many events."""

        async def reached() -> bool:
            store = self.applications.service.store
            return len(await versions(store, application_id)) >= last

        await eventually(reached)


@pytest.fixture
async def desk(
    kit_database: KitDatabase, kafka_bootstrap: str, topic_prefix: str, tmp_path: Path
) -> AsyncGenerator[Desk]:
    """The applications service, and somebody who sends it commands."""
    async with (
        started(
            "applications",
            kit_database,
            kafka_bootstrap,
            topic_prefix,
            tmp_path,
            SPEAKING,
            COUNTING,
        ) as applications,
        producing(kafka_bootstrap) as producer,
    ):
        yield Desk(applications, producer, kafka_bootstrap, topic_prefix)


async def test_is_executed_when_its_actor_signed_it(desk: Desk) -> None:
    one = uuid4()
    value, headers = desk.command(submit(one, given_names="Nora"))
    assert b"Nora" not in value
    await desk.put(value, headers)
    await desk.arrived(one, 1)
    (event,) = await desk.applications.service.store.stream(stream_of(one), 0, 1)
    assert b'"actor":"%s"' % desk.key().actor.encode() in event.entry
    assert len(event.disclosures) == 5


async def test_is_refused_aloud_when_it_was_signed_for_another_stream(
    desk: Desk,
) -> None:
    one = uuid4()
    await desk.put(*desk.command(submit(one), stream=stream_of(uuid4())))
    (refusal,) = await desk.refusals(1)
    assert refusal.sentence == (
        "The command's subject is not the stream that it concerns."
    )
    assert await versions(desk.applications.service.store, one) == []


async def test_carries_its_trace_on_where_it_is_one(desk: Desk) -> None:
    traces = ("00-11111111111111111111111111111111-2222222222222222-01", "nonsense")
    one, other = uuid4(), uuid4()
    for application_id, trace in zip((one, other), traces, strict=True):
        value, headers = desk.command(submit(application_id))
        await desk.put(value, [*headers, ("traceparent", trace.encode())])
    await desk.arrived(other, 1)
    kept = await desk.applications.service.pool.fetch(
        "SELECT stream, traceparent FROM events"
    )
    assert {row["stream"]: row["traceparent"] for row in kept} == {
        stream_of(one): traces[0],
        stream_of(other): None,
    }


async def test_has_one_effect_however_often_it_is_delivered(desk: Desk) -> None:
    one = uuid4()
    await desk.put(*desk.command(submit(one)))
    record = desk.command(refuse(one, "a"))
    for _ in range(5):
        await desk.put(*record)
    await desk.put(*desk.command(refuse(one, "b")))
    await desk.arrived(one, 3)
    store = desk.applications.service.store
    assert await versions(store, one) == [1, 2, 3]


async def test_is_refused_aloud_by_the_rules(desk: Desk) -> None:
    command_id = uuid4()
    record = desk.command(refuse(uuid4(), "a"), command_id=command_id)
    await desk.put(*record)
    await desk.put(*record)
    await desk.put(*desk.command(refuse(uuid4(), "a")))
    refusals = await desk.refusals(2)
    assert [one.code for one in refusals] == ["nothing-said"] * 2
    (mine,) = [one for one in refusals if one.command_id == command_id]
    assert mine.sentence == "Nothing has been said yet."
    assert mine.rule == "made up §1"


async def test_is_refused_aloud_when_it_cannot_be_believed(desk: Desk) -> None:
    now = Clock().wall()
    stranger = new_key(desk.key().actor, frozenset({Role.REGISTRAR}), KeyUse.COMMANDS)
    one = submit(uuid4())
    # Staff alone vouch for signatures on paper.
    on_paper = one.model_copy(update={"signed_on_paper": True})
    value, headers = desk.command(one)
    unsigned = [(name, text) for name, text in headers if name != "signature"]
    other_value, _ = desk.command(one)
    cases: dict[str, list[tuple[bytes | None, Headers]]] = {
        "not-authenticated": [
            (value, unsigned),
            (value, [*unsigned, ("signature", b"\xff")]),
            desk.command(one, key=stranger),
            desk.command(one, wall=now - timedelta(hours=1)),
            desk.command(one, topic=f"{desk.prefix}assessment.commands"),
            (other_value, headers),
        ],
        "not-permitted": [
            desk.command(one, key=desk.key("assessor-1")),
            desk.command(on_paper, key=desk.key("applicant")),
        ],
        "unreadable": [
            (b"not JSON", headers),
            (b"\xff", headers),
            (None, headers),
            (value, []),
            (value, [*headers, ("disclosures", b"\xff")][::-1]),
        ],
    }
    for records in cases.values():
        for record in records:
            await desk.put(*record)
    expected = [code for code, records in cases.items() for _ in records]
    refusals = await desk.refusals(len(expected))
    assert sorted(one.code for one in refusals) == sorted(expected)
    # Another actor's name cannot even be signed for.
    with pytest.raises(NotPermitted):
        _sign_for_another(desk)
    # And the consumer goes on.
    two = uuid4()
    await desk.put(*desk.command(submit(two)))
    await desk.arrived(two, 1)


async def test_is_refused_aloud_when_it_is_not_this_services_to_execute(
    desk: Desk,
) -> None:
    elsewhere = GiveRecommendation(
        assessment_id=uuid4(), recommendation=Recommendation.ACCEPT
    )
    await desk.put(*desk.command(elsewhere, key=desk.key("assessor-1")))
    await desk.put(*desk.command(Undecided(application_id=uuid4(), decision="maybe")))
    await desk.put(*desk.command(OfTomorrow()))
    refusals = await desk.refusals(3)
    assert sorted(one.sentence for one in refusals) == [
        "The command breaks its contract in: decision.",
        "This service takes no command of that type.",
        f"Your role does not allow '{OfTomorrow.TYPE}'.",
    ]


async def test_is_on_record_under_the_name_of_whoever_signed_it_alone(
    desk: Desk,
) -> None:
    value, headers = desk.command(submit(uuid4()))
    unsigned = [(name, text) for name, text in headers if name != "signature"]
    await desk.put(value, unsigned)
    await desk.refusals(1)
    assert await desk.refused_senders() == ["unverified"]
    assessor = desk.key("assessor-1")
    await desk.put(*desk.command(submit(uuid4()), key=assessor))
    await desk.refusals(2)
    assert set(await desk.refused_senders()) == {"unverified", assessor.actor}


async def test_is_refused_aloud_when_it_fails_by_a_fault_of_ours(desk: Desk) -> None:
    one, command_id = uuid4(), uuid4()
    await desk.put(*desk.command(submit(one, bug="Nora"), command_id=command_id))
    two = uuid4()
    await desk.put(*desk.command(submit(two)))
    await desk.arrived(two, 1)
    (refusal,) = await desk.refusals(1)
    assert (refusal.command_id, refusal.code) == (command_id, "failed")
    assert "Nora" not in refusal.sentence


async def test_carries_the_right_content_type_to_the_topic_of_refusals(
    desk: Desk,
) -> None:
    await desk.put(b"not JSON", [("content-type", CONTENT_TYPE.encode())])
    (refusal,) = await desk.refusals(1)
    assert refusal.stream.startswith(desk.topic)
    assert refusal.command_type == "unknown"


def _sign_for_another(desk: Desk) -> None:
    registrar, other = desk.key("registrar"), desk.key("registrar-2")
    borrowed = KnownKey(other.kid, registrar.actor, other.roles, other.use, other.key)
    value, _ = desk.command(submit(uuid4()), key=borrowed)
    sign_command(value, desk.topic, other, Clock().wall())
