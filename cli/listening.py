"""Listening on Kafka to what the services say, without belonging to any group."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from aiokafka import TopicPartition

from cli.failures import Failed
from cli.kafka import Consumer, KafkaRecord, consumer
from cli.system import System
from shared.contracts.canonical import Json
from shared.contracts.contract import Contract
from shared.contracts.envelope import Envelope, decode
from shared.contracts.messaging import CommandRefused
from shared.errors import Unreadable

POLL_MS = 200
TRIES = 50
SILENCE = 60.0
"""Seconds without any event after which something is wrong."""


@dataclass(frozen=True, slots=True)
class Said:
    """An event as it was heard: its envelope; `refuses` is the command it refuses."""

    envelope: Envelope

    @property
    def answers(self) -> UUID:
        """The id of the command that this is the answer to."""
        refused = self.envelope.data.get("command_id")
        if self.envelope.type == CommandRefused.TYPE and isinstance(refused, str):
            return UUID(refused)
        return self.envelope.causationid


class Listener:
    """What was said on some topics since the listening began."""

    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer
        self.heard: list[Said] = []

    async def hear(self) -> int:
        """Wait a moment for more, and return how many events came."""
        before = len(self.heard)
        polled = await self._consumer.getmany(timeout_ms=POLL_MS)
        for records in polled.values():
            self.heard.extend(filter(None, map(_said, records)))
        return len(self.heard) - before

    async def hear_until(
        self, count: Callable[[], int], wanted: Callable[[], int], what: str
    ) -> None:
        """Listen until `count` reaches `wanted`; raises `Failed` after long silence.

        The silence begins anew with each event: what goes on is not late.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + SILENCE
        while count() < wanted():
            if await self.hear():
                until = loop.time() + SILENCE
            elif loop.time() > until:
                raise Failed(
                    f"{count()} of {wanted()} {what} came, and then nothing for "
                    f"{SILENCE:.0f} seconds."
                )

    def of_type(self, contract: type[Contract]) -> list[Said]:
        """Return what was heard of one contract, once each."""
        found: Mapping[UUID, Said] = {
            said.envelope.id: said
            for said in self.heard
            if said.envelope.type == contract.TYPE
        }
        return list(found.values())


@asynccontextmanager
async def listening(system: System, *topics: str) -> AsyncGenerator[Listener]:
    """Listen from now on to topics, given without their prefix."""
    names = frozenset(map(system.topic, topics))
    reader = consumer(system.kafka, *names)
    await reader.start()
    try:
        places = await _places(reader, names)
        # The ends are asked for now: what is said after this is heard.
        for place, end in (await reader.end_offsets(places)).items():
            reader.seek(place, end)
        yield Listener(reader)
    finally:
        await reader.stop()


async def _places(reader: Consumer, topics: frozenset[str]) -> list[TopicPartition]:
    # A new topic shows up in the metadata only after a moment.
    for _ in range(TRIES):
        places = list(reader.assignment())
        missing = topics - {place.topic for place in places}
        if not missing:
            return places
        await asyncio.sleep(0.1)
    raise Failed(
        "There are no topics of the register on Kafka: is `register up` running?"
    )


def _said(record: KafkaRecord) -> Said | None:
    try:
        return Said(decode(record.value or b""))
    except Unreadable:
        # Not an event: the services and the audit say what is to be said about it.
        return None


def clear_text(said: Said, name: str) -> str:
    """Return a clear text field of what was said."""
    value: Json = said.envelope.data.get(name)
    return value if isinstance(value, str) else ""


def clear_texts(said: Said, name: str) -> tuple[str, ...]:
    """Return a clear list of texts of what was said."""
    values: Json = said.envelope.data.get(name)
    if not isinstance(values, list):
        return ()
    return tuple(value for value in values if isinstance(value, str))
