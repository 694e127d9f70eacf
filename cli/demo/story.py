"""The story: applications are imported, assessed, decided, registered and audited."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cli.audit.compare import compare_until_agreed
from cli.audit.trail import in_lines, trail_of
from cli.client import Client
from cli.clock.moving import await_quiet
from cli.commands_out import command_record, outgoing, put_on_kafka
from cli.demo.expecting import unexpected
from cli.demo.judgement import decision, recommendation
from cli.demo.proving import verify_whole_log
from cli.demo.telling import Teller
from cli.importing.command import Imported, import_applications
from cli.importing.outcomes import ACCEPTED
from cli.listening import Listener, Said, clear_text, listening
from cli.patience import Patience
from cli.paging import pages_of
from cli.showing import text_of
from cli.system import System
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    RecommendationReceived,
    RegistrationEntered,
)
from shared.contracts.assessment import AssessorsAssigned
from shared.contracts.contract import CommandData
from shared.contracts.messaging import CommandRefused
from shared.contracts.notifications import MessageFailed, MessageRequested, MessageSent
from shared.identity.demonstration import signing_key_for
from shared.tlog.errors import VerificationError

ASSESSORS = ("assessor-1", "assessor-2")
TOPICS = (
    "applications.events",
    "applications.refusals",
    "assessment.events",
    "assessment.refusals",
    "notifications.events",
)
SILENCE = 60.0
"""Seconds without any event after which something is wrong."""

COMPARE_WITHIN = 30.0
"""Seconds for the last events to reach the log."""


@dataclass
class Story:
    """What the story needs on its way."""

    system: System
    file: Path
    teller: Teller
    patience: Patience
    listener: Listener = field(init=False)

    async def tell(self) -> None:
        """Tell it all; what does not hold is remembered by the teller."""
        async with listening(self.system, *TOPICS) as self.listener:
            with self.teller.chapter("Applications arrive"):
                imported = await asyncio.to_thread(self._import)
            with self.teller.chapter("Two assessors look at every case"):
                await self._assess(imported)
            with self.teller.chapter("The registrar decides"):
                await self._decide()
            with self.teller.chapter("Everybody is told"):
                await self._tell_everybody()
        with self.teller.chapter("One person's trail"):
            await asyncio.to_thread(self._show_trail)
        with self.teller.chapter("Believing it without trusting anybody"):
            await asyncio.to_thread(self._prove)

    def _import(self) -> Imported:
        results = self.system.data / f"{self.file.stem}.results.csv"
        with Client(self.system, "registrar") as registrar:
            imported = import_applications(
                registrar, self.file, results, self.patience, quiet=True
            )
        rows = len(imported.outcomes)
        self.teller.say(f"{self.file.name} has {rows} rows. Each has its outcome:")
        for outcome, count in imported.counts.items():
            self.teller.line(f"{count:>5}  {outcome}")
        reasons = Counter(why for row in imported.outcomes for why in row.reasons)
        for reason, count in reasons.most_common():
            self.teller.line(f"         {count:>3}  {reason}")
        faults = unexpected(self.file, imported.outcomes)
        if faults is not None:
            for fault in faults[:5]:
                self.teller.line(fault)
            self.teller.check(
                not faults, "Every row has the outcome that was expected."
            )
        return imported

    async def _assess(self, imported: Imported) -> None:
        accepted = imported.counts.get(ACCEPTED, 0)
        await self._hear(
            lambda: len(self.listener.of_type(AssessorsAssigned)), accepted
        )
        self.teller.check(
            len(self.listener.of_type(AssessorsAssigned)) == accepted,
            f"{accepted} cases are open, each with two assessors.",
        )
        sent = 0
        for number, person in enumerate(ASSESSORS):
            cases = await asyncio.to_thread(self._queue, person)
            commands = [
                recommendation(place, number, case) for place, case in enumerate(cases)
            ]
            await self._send(person, commands)
            sent += len(commands)
        self.teller.say(f"{sent} recommendations went out as signed commands on Kafka.")
        await self._hear(
            lambda: len(self.listener.of_type(RecommendationReceived)), accepted
        )
        joint = Counter(
            clear_text(said, "outcome")
            for said in self.listener.of_type(RecommendationReceived)
        )
        for outcome, count in joint.most_common():
            self.teller.line(f"{count:>5}  {outcome}")
        self.teller.check(
            joint.total() == accepted and self._none_refused(),
            f"All {accepted} cases are concluded.",
        )

    async def _decide(self) -> None:
        ready = self.listener.of_type(RecommendationReceived)
        commands = [
            decision(
                UUID(clear_text(said, "application_id")), clear_text(said, "outcome")
            )
            for said in ready
        ]
        await self._send("registrar", commands)
        await self._hear(lambda: len(list(self._decided())), len(commands))
        admitted = len(self.listener.of_type(ApplicationAccepted))
        await self._hear(
            lambda: len(self.listener.of_type(RegistrationEntered)), admitted
        )
        entered = self.listener.of_type(RegistrationEntered)
        numbers = {clear_text(said, "registration_number") for said in entered}
        refused = len(self.listener.of_type(ApplicationRefused))
        self.teller.line(f"{admitted:>5}  admitted")
        self.teller.line(f"{refused:>5}  refused, with reasons")
        self.teller.check(
            admitted + refused == len(commands) and self._none_refused(),
            f"All {len(commands)} applications are decided.",
        )
        self.teller.check(
            len(entered) == len(numbers) == admitted,
            f"{len(entered)} people are on the register, each with a number.",
        )

    async def _tell_everybody(self) -> None:
        await asyncio.to_thread(self._await_quiet)
        while await self.listener.hear():
            pass
        owed = len(self.listener.of_type(MessageRequested))
        sent = len(self.listener.of_type(MessageSent))
        failed = len(self.listener.of_type(MessageFailed))
        self.teller.check(
            owed > 0 and owed == sent and not failed,
            f"{sent} of {owed} messages are delivered to {self.system.data / 'mail'}.",
        )

    def _await_quiet(self) -> None:
        with Client(self.system, "operator") as operator:
            await_quiet(operator)

    def _show_trail(self) -> None:
        entered = self.listener.of_type(RegistrationEntered)
        if not entered:
            self.teller.check(False, "There is a person whose trail can be shown.")
            return
        first = min(entered, key=lambda said: clear_text(said, "registration_number"))
        number = clear_text(first, "registration_number")
        self.teller.say(f"All that the log says of the person with number {number}:")
        with Client(self.system, "regulator") as regulator:
            entries = list(trail_of(regulator, clear_text(first, "person_id")))
        for line in in_lines(entries):
            self.teller.line(line)
        self.teller.check(bool(entries), f"The trail has {len(entries)} entries.")

    def _prove(self) -> None:
        with Client(self.system, "regulator") as regulator:
            compared = compare_until_agreed(regulator, COMPARE_WITHIN)
        for one in compared:
            self.teller.check(
                one.agrees,
                f"{one.service}: {one.stored} events in its store, {one.logged} in the "
                f"log; {'the same' if one.same_digest else 'another'} digest.",
            )
        try:
            checkpoint = verify_whole_log(self.system)
        except VerificationError as error:
            self.teller.check(False, str(error))
            return
        self.teller.check(
            True,
            f"The log {checkpoint.origin} is sound: {checkpoint.size} entries, "
            f"root {checkpoint.root.hex()[:16]}….",
        )

    def _queue(self, person: str) -> list[UUID]:
        """Return the cases in an assessor's queue, in an order that never changes."""
        with Client(self.system, person) as assessor:
            cases = pages_of(assessor, "assessment", "/api/queue", "cases")
            return sorted(UUID(text_of(case, "assessment_id")) for case in cases)

    def _decided(self) -> Iterator[object]:
        yield from self.listener.of_type(ApplicationAccepted)
        yield from self.listener.of_type(ApplicationRefused)

    def _refusals(self) -> list[Said]:
        return self.listener.of_type(CommandRefused)

    def _none_refused(self) -> bool:
        for said in self._refusals()[:3]:
            self.teller.line(clear_text(said, "sentence"))
        return not self._refusals()

    async def _send(self, person: str, commands: list[CommandData]) -> None:
        key = signing_key_for(person, self.system.data)
        records = [
            command_record(outgoing(command), key, self.system) for command in commands
        ]
        await put_on_kafka(self.system, records)

    async def _hear(self, count: Callable[[], int], wanted: int) -> None:
        """Listen until so many came or a refusal did; silence ends it too."""
        await self.listener.hear_until(
            lambda: count() >= wanted or bool(self._refusals()),
            SILENCE,
            f"{count()} of {wanted} came",
        )
