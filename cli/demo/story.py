"""The story: applications are imported, assessed, decided, registered and audited."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from cli.client import Client
from cli.clock.moving import await_quiet
from cli.demo.casework import Casework
from cli.demo.evidence import Evidence
from cli.demo.expecting import unexpected
from cli.demo.settling import Settling
from cli.demo.telling import Teller
from cli.importing.command import Imported, import_applications
from cli.importing.outcomes import ACCEPTED
from cli.listening import Listener, Said, clear_text, listening
from cli.patience import Patience
from cli.system import System
from shared.contracts.applications import RegistrationEntered
from shared.contracts.contract import Contract
from shared.contracts.notifications import MessageFailed, MessageRequested, MessageSent

TOPICS = (
    "applications.events",
    "applications.refusals",
    "assessment.events",
    "assessment.refusals",
    "notifications.events",
)


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
            casework = Casework(self.system, self.teller, self.listener)
            with self.teller.chapter("Two assessors look at every case"):
                await casework.assess(imported.counts.get(ACCEPTED, 0))
            settling = Settling(self.system, self.teller, self.listener)
            with self.teller.chapter("What stands in the way is settled by people"):
                await settling.settle()
            with self.teller.chapter("The registrar decides"):
                await casework.decide()
            with self.teller.chapter("Everybody is told"):
                await self._tell_everybody()
            evidence = Evidence(self.system, self.teller)
            with self.teller.chapter("One person's trail"):
                entered = self.listener.of_type(RegistrationEntered)
                await asyncio.to_thread(evidence.show_trail, entered)
        with self.teller.chapter("Believing it without trusting anybody"):
            await asyncio.to_thread(evidence.prove)

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

    async def _tell_everybody(self) -> None:
        await asyncio.to_thread(self._await_quiet)
        await self.listener.hear_until(
            lambda: len([*self._heard(MessageSent), *self._heard(MessageFailed)]),
            lambda: len(self._heard(MessageRequested)),
            "messages",
        )
        owed, sent = len(self._heard(MessageRequested)), len(self._heard(MessageSent))
        failed = Counter(
            clear_text(said, "code") for said in self._heard(MessageFailed)
        )
        self.teller.say("The mail goes to a Maildir in the data directory.")
        self.teller.line(f"{sent:>5}  delivered")
        for code, count in failed.items():
            self.teller.line(f"{count:>5}  could not be: {code}")
        self.teller.check(
            owed == sent + failed.total() and sent > 0,
            f"Each of the {owed} messages that are owed has its end.",
        )

    def _heard(self, contract: type[Contract]) -> list[Said]:
        return self.listener.of_type(contract)

    def _await_quiet(self) -> None:
        with Client(self.system, "operator") as operator:
            await_quiet(operator)
