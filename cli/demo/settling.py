"""Before any decision: people settle what stands between an application and it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cli.client import Client
from cli.clock.moving import await_quiet
from cli.commands_out import command_record, outgoing, put_on_kafka
from cli.demo.judgement import finding, kept_apart
from cli.demo.telling import Teller
from cli.listening import Listener, Said, clear_text
from cli.paging import pages_of
from cli.showing import text_of
from cli.system import System
from shared.contracts.contract import CommandData, Contract
from shared.contracts.declarations import DeclarationConcluded, DeclarationRaised
from shared.contracts.identity import (
    PossibleDuplicateDecided,
    PossibleDuplicateRaised,
)
from shared.contracts.messaging import CommandRefused
from shared.identity.demonstration import signing_key_for

PANEL = ("panel-1", "panel-2")


@dataclass(frozen=True)
class Settling:
    """The registrar's and the panel's part of the story."""

    system: System
    teller: Teller
    listener: Listener

    async def settle(self) -> None:
        """Have possible duplicates decided, and declared matters judged."""
        await asyncio.to_thread(self._await_quiet)
        await self._keep_apart()
        await self._judge()

    async def _keep_apart(self) -> None:
        raised = self.listener.of_type(PossibleDuplicateRaised)
        commands = [kept_apart(UUID(clear_text(said, "pair_id"))) for said in raised]
        await self._send("registrar", commands)
        await self._hear(len(raised), "duplicates", PossibleDuplicateDecided)
        self._check(
            len(raised),
            self.listener.of_type(PossibleDuplicateDecided),
            f"{len(raised)} pairs were alike; the registrar kept them apart.",
        )

    async def _judge(self) -> None:
        raised = self.listener.of_type(DeclarationRaised)
        for person in PANEL:
            waiting = await asyncio.to_thread(self._queue, person)
            await self._send(person, [finding(one) for one in waiting])
        await self._hear(len(raised), "findings", DeclarationConcluded)
        self._check(
            len(raised),
            self.listener.of_type(DeclarationConcluded),
            f"{len(raised)} people declared something; two of the panel, and no "
            "assessor, read it and found.",
        )

    def _queue(self, person: str) -> list[UUID]:
        with Client(self.system, person) as member:
            found = pages_of(
                member, "applications", "/api/declarations", "declarations"
            )
            return [UUID(text_of(one, "application_id")) for one in found]

    def _await_quiet(self) -> None:
        with Client(self.system, "operator") as operator:
            await_quiet(operator)

    def _check(self, wanted: int, settled: list[Said], sentence: str) -> None:
        refusals = self.listener.of_type(CommandRefused)
        for said in refusals[:3]:
            self.teller.line(clear_text(said, "sentence"))
        self.teller.check(len(settled) == wanted and not refusals, sentence)

    async def _hear(self, wanted: int, what: str, contract: type[Contract]) -> None:
        """Listen until so many events came, or a refusal did."""
        await self.listener.hear_until(
            lambda: len(self.listener.of_type(contract)),
            lambda: 0 if self.listener.of_type(CommandRefused) else wanted,
            what,
        )

    async def _send(self, person: str, commands: Sequence[CommandData]) -> None:
        key = signing_key_for(person, self.system.data)
        records = [
            command_record(outgoing(command), key, self.system) for command in commands
        ]
        await put_on_kafka(self.system, records)
