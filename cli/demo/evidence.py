"""The end of the story: what a regulator sees, and why it can be believed."""

from dataclasses import dataclass

from cli.audit.compare import compare_until_agreed
from cli.audit.trail import trail_of
from cli.audit.trail_lines import entry_line
from cli.client import Client
from cli.demo.proving import verify_whole_log
from cli.demo.telling import Teller
from cli.listening import Said, clear_text
from cli.system import System
from shared.tlog.errors import VerificationError

COMPARE_WITHIN = 30.0
"""Seconds for the last events to reach the log."""


@dataclass(frozen=True)
class Evidence:
    """The regulator's part of the story."""

    system: System
    teller: Teller

    def show_trail(self, entered: list[Said]) -> None:
        """Show all that the log says of the person with the first number."""
        if not entered:
            self.teller.check(False, "There is a person whose trail can be shown.")
            return
        first = min(entered, key=lambda said: clear_text(said, "registration_number"))
        number = clear_text(first, "registration_number")
        self.teller.say(f"All that the log says of the person with number {number}:")
        with Client(self.system, "regulator") as regulator:
            # The last events need a moment from their store to the log.
            compare_until_agreed(regulator, COMPARE_WITHIN)
            entries = list(trail_of(regulator, clear_text(first, "person_id")))
        for entry in entries:
            self.teller.line(entry_line(entry))
        self.teller.check(bool(entries), f"The trail has {len(entries)} entries.")

    def prove(self) -> None:
        """Compare the log with the stores, and verify all of it."""
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
