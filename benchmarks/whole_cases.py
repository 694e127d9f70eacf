"""Everybody's part in whole cases: the applicants', two assessors', the registrar's.

All of it by signed commands on Kafka. Each answers as soon as it hears that it is its
turn, as a program would; what the register does in between is what is measured.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import orjson

from cli.commands_out import CommandRecord, command_record, outgoing
from cli.kafka import Producer, consumer, producer
from cli.system import System
from shared.contracts.applications import (
    DecideApplication,
    Decision,
    RecommendationReceived,
    RegistrationEntered,
)
from shared.contracts.assessment import (
    AssessorsAssigned,
    GiveRecommendation,
    Recommendation,
)
from shared.contracts.contract import CommandData
from shared.contracts.messaging import CommandRefused
from shared.identity.demonstration import PEOPLE, signing_key_for
from shared.identity.keys import KnownKey

ASSESSORS = ("assessor-1", "assessor-2")
REGISTRAR = "registrar"
TOPICS = (
    "applications.events",
    "applications.refusals",
    "assessment.events",
    "assessment.refusals",
)
PIECE = 500
SILENCE_SECONDS = 60.0
TYPE = "ce_type"


@dataclass
class WholeCases:
    """So many applications on their way from the first command to the entry."""

    system: System
    number: int
    entered: int = 0
    refused: list[str] = field(default_factory=list[str])
    _writer: Producer = field(init=False)
    _keys: dict[str, KnownKey] = field(init=False)

    def prepared(self, commands: Sequence[CommandData]) -> list[CommandRecord]:
        """Return the registrar's commands, sealed and signed."""
        key = signing_key_for(REGISTRAR, self.system.data)
        return [command_record(outgoing(one), key, self.system) for one in commands]

    async def run(self, submissions: Sequence[CommandRecord]) -> float:
        """Send the submissions, act on what comes, and return the seconds it took.

        From the first command to the last entry in the register. Raises TimeoutError
        when nothing has come for a minute.
        """
        people = (*ASSESSORS, REGISTRAR)
        self._keys = {
            PEOPLE[one].actor: signing_key_for(one, self.system.data) for one in people
        }
        reader = consumer(self.system.kafka, *map(self.system.topic, TOPICS))
        self._writer = producer(self.system.kafka)
        await reader.start()
        await self._writer.start()
        try:
            places = reader.assignment()
            for place, end in (await reader.end_offsets(places)).items():
                reader.seek(place, end)
            started = heard = time.perf_counter()
            sending = asyncio.create_task(self._send(submissions))
            while self.entered < self.number and not self.refused:
                polled = await reader.getmany(timeout_ms=50)
                answers: list[CommandRecord] = []
                for records in polled.values():
                    for record in records:
                        answers += self._answer(record)
                await self._send(answers)
                now = time.perf_counter()
                heard = now if polled else heard
                if now - heard > SILENCE_SECONDS:
                    raise TimeoutError(f"{self.entered} entered, then nothing came")
            await sending
            return time.perf_counter() - started
        finally:
            await self._writer.stop()
            await reader.stop()

    def _answer(self, record: object) -> list[CommandRecord]:
        """Return what those whose turn it is say to an event."""
        headers: Mapping[str, bytes] = dict(getattr(record, "headers", ()))
        react = self._reactions.get(headers.get(TYPE, b"").decode())
        if react is None:
            return []
        event = orjson.loads(getattr(record, "value", b"{}"))
        return react(self, event["data"])

    def _assigned(self, data: Mapping[str, str]) -> list[CommandRecord]:
        return [
            self._said(
                assessor,
                GiveRecommendation(
                    assessment_id=UUID(data["assessment_id"]),
                    recommendation=Recommendation.ACCEPT,
                    reasons="The evidence meets the scope of practice.",
                ),
            )
            for assessor in data["assessors"]
        ]

    def _recommended(self, data: Mapping[str, str]) -> list[CommandRecord]:
        decision = DecideApplication(
            application_id=UUID(data["application_id"]), decision=Decision.ACCEPT
        )
        return [self._said(PEOPLE[REGISTRAR].actor, decision)]

    def _entered(self, _data: Mapping[str, str]) -> list[CommandRecord]:
        self.entered += 1
        return []

    def _refused(self, data: Mapping[str, str]) -> list[CommandRecord]:
        self.refused.append(data["code"])
        return []

    _reactions: Mapping[
        str, Callable[["WholeCases", Mapping[str, str]], list[CommandRecord]]
    ] = field(
        default_factory=lambda: {
            AssessorsAssigned.TYPE: WholeCases._assigned,
            RecommendationReceived.TYPE: WholeCases._recommended,
            RegistrationEntered.TYPE: WholeCases._entered,
            CommandRefused.TYPE: WholeCases._refused,
        }
    )

    def _said(self, actor: str, command: CommandData) -> CommandRecord:
        return command_record(outgoing(command), self._keys[actor], self.system)

    async def _send(self, records: Sequence[CommandRecord]) -> None:
        for at in range(0, len(records), PIECE):
            await asyncio.gather(*map(self._put, records[at : at + PIECE]))

    async def _put(self, record: CommandRecord) -> None:
        await self._writer.send_and_wait(
            record.topic,
            key=record.key,
            value=record.value,
            headers=list(record.headers),
        )
