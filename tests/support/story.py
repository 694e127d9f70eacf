"""A story that is told on a running register: its days, its letters, its quiet."""

from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cached_property
from pathlib import Path
from typing import cast

from cli.client import Client
from cli.clock.moving import advance, await_quiet
from cli.system import System, find_system
from tests.support.live import LiveRegister


@dataclass(frozen=True)
class Story:
    """The register in which the story is told."""

    live: LiveRegister

    @cached_property
    def system(self) -> System:
        """Where its services and its broker are."""
        return find_system(self.live.port, self.live.data, {})

    def settle(self) -> None:
        """Wait until every service has nothing left to do."""
        with Client(self.system, "operator") as operator:
            await_quiet(operator)

    def let_days_pass(self, days: int) -> None:
        """Move the register's clock on, halting at whatever falls due on the way."""
        with Client(self.system, "operator") as operator:
            now = max(reading.now for reading in await_quiet(operator).values())
            advance(operator, now + timedelta(days=days), lambda _: None)
            await_quiet(operator)

    def letters_to(self, address: str) -> list[EmailMessage]:
        """Return the letters that somebody got, in the order they were written."""
        self.settle()
        mail = self.live.data / "mail"
        kept = sorted((*mail.glob("new/*"), *mail.glob("cur/*")), key=_written_at)
        letters = (message_from_bytes(x.read_bytes(), policy=default) for x in kept)
        return [one for one in letters if address in str(one["to"])]


def text_of_letter(letter: EmailMessage) -> str:
    """Return what a letter says."""
    body = letter.get_body(preferencelist=("plain", "html"))
    assert body is not None
    return cast("str", body.get_content())


def _written_at(letter: Path) -> int:
    return int(letter.name.partition(".")[0])
