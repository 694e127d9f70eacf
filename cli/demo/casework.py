"""The middle of the story: every case is assessed and decided by signed commands."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from cli.client import Client
from cli.commands_out import command_record, outgoing, put_on_kafka
from cli.demo.judgement import decision, differ, recommendation, second_thought
from cli.demo.telling import Teller
from cli.listening import Listener, Said, clear_text, clear_texts
from cli.paging import pages_of
from cli.showing import text_of
from cli.system import System
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    RecommendationReceived,
    RegistrationEntered,
)
from shared.contracts.assessment import AssessmentOpened, AssessorsAssigned
from shared.contracts.contract import CommandData, Contract
from shared.contracts.judging import ModerationBegun
from shared.contracts.messaging import CommandRefused
from shared.identity.demonstration import signing_key_for

ASSESSORS = ("assessor-1", "assessor-2")


@dataclass(frozen=True)
class Casework:
    """The assessors' and the registrar's part of the story."""

    system: System
    teller: Teller
    listener: Listener

    async def assess(self, accepted: int) -> None:
        """Have every case in the assessors' queues recommended on, by both."""
        await self._hear(accepted, "cases", AssessorsAssigned)
        self.teller.check(
            len(self._heard(AssessorsAssigned)) == accepted,
            f"{accepted} cases are open, each with two assessors.",
        )
        standards = self._standards()
        sent, differing = 0, list[UUID]()
        for number, person in enumerate(ASSESSORS):
            cases = await asyncio.to_thread(self._queue, person)
            await self._send(
                person,
                [
                    recommendation(place, number, one, standards.get(one, ()))
                    for place, one in enumerate(cases)
                ],
            )
            sent += len(cases)
            differing = [one for place, one in enumerate(cases) if differ(place)]
        by_standard = sum(map(bool, standards.values()))
        self.teller.say(f"{sent} recommendations went out as signed commands on Kafka.")
        self.teller.line(f"{by_standard:>5}  cases are judged standard by standard")
        await self._discuss(differing, standards)
        await self._hear(accepted, "conclusions", RecommendationReceived)
        joint = Counter(
            clear_text(said, "outcome") for said in self._heard(RecommendationReceived)
        )
        for outcome, count in joint.most_common():
            self.teller.line(f"{count:>5}  {outcome}")
        self.teller.check(
            joint.total() == accepted and self._none_refused(),
            f"All {accepted} cases are concluded.",
        )

    async def _discuss(
        self, differing: Sequence[UUID], standards: Mapping[UUID, Sequence[str]]
    ) -> None:
        """Have the assessors discuss what they differ on, now that both are locked."""
        await self._hear(len(differing), "discussions", ModerationBegun)
        for assessor, person in enumerate(ASSESSORS):
            await self._send(
                person,
                [
                    second_thought(number, assessor, one, standards.get(one, ()))
                    for number, one in enumerate(differing)
                ],
            )
        self.teller.line(f"{len(differing):>5}  disagreements are discussed")

    def _standards(self) -> Mapping[UUID, Sequence[str]]:
        """Return by which standards each case is judged."""
        return {
            UUID(clear_text(said, "assessment_id")): clear_texts(said, "standards")
            for said in self._heard(AssessmentOpened)
        }

    async def decide(self) -> None:
        """Have the registrar decide every application that was recommended on."""
        commands = [
            decision(
                UUID(clear_text(said, "application_id")), clear_text(said, "outcome")
            )
            for said in self._heard(RecommendationReceived)
        ]
        await self._send("registrar", commands)
        self.teller.say(f"{len(commands)} decisions went out the same way.")
        await self._hear(
            len(commands), "decisions", ApplicationAccepted, ApplicationRefused
        )
        admitted = len(self._heard(ApplicationAccepted))
        refused = len(self._heard(ApplicationRefused))
        self.teller.line(f"{admitted:>5}  admitted")
        self.teller.line(f"{refused:>5}  refused, with reasons")
        self.teller.check(
            admitted + refused == len(commands) and self._none_refused(),
            f"All {len(commands)} applications are decided.",
        )
        await self._hear(admitted, "entries", RegistrationEntered)
        entered = self._heard(RegistrationEntered)
        numbers = {clear_text(said, "registration_number") for said in entered}
        self.teller.check(
            len(entered) == len(numbers) == admitted,
            f"{len(entered)} people are on the register, each with a number.",
        )

    async def _hear(self, wanted: int, what: str, *contracts: type[Contract]) -> None:
        """Listen until so many events of the contracts came, or a refusal did."""
        await self.listener.hear_until(
            lambda: len(self._heard(*contracts)),
            lambda: 0 if self._refusals() else wanted,
            what,
        )

    def _heard(self, *contracts: type[Contract]) -> list[Said]:
        return [said for one in contracts for said in self.listener.of_type(one)]

    def _queue(self, person: str) -> list[UUID]:
        """Return the cases in an assessor's queue, in an order that never changes."""
        with Client(self.system, person) as assessor:
            cases = pages_of(assessor, "assessment", "/api/queue", "cases")
            return sorted(UUID(text_of(case, "assessment_id")) for case in cases)

    def _refusals(self) -> list[Said]:
        return self.listener.of_type(CommandRefused)

    def _none_refused(self) -> bool:
        for said in self._refusals()[:3]:
            self.teller.line(clear_text(said, "sentence"))
        return not self._refusals()

    async def _send(self, person: str, commands: Sequence[CommandData]) -> None:
        key = signing_key_for(person, self.system.data)
        records = [
            command_record(outgoing(command), key, self.system) for command in commands
        ]
        await put_on_kafka(self.system, records)
