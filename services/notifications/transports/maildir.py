"""Delivery into a Maildir, which any mail program opens.

A letter is written under `tmp/`, forced to disk and renamed into `new/`; its name
follows from the letter, so that a repeat after a crash finds it there.
"""

import asyncio
import os
from collections.abc import Iterator, Sequence
from email.policy import default
from pathlib import Path

from services.notifications.transports.envelope import NotPostable, Sender, posted
from services.notifications.transports.port import (
    Delivered,
    Desk,
    Key,
    Letter,
    Outcome,
    Rejected,
    Untried,
)

OWNER_ONLY = 0o600


class MaildirTransport:
    """A mailbox on this machine, for the embedded mode."""

    name = "maildir"
    folds = True

    def __init__(self, folder: Path, sender: Sender) -> None:
        self._folder = folder
        self._sender = sender

    async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
        """Write the letters, and tell the desk of all together.

        Nothing is begun at the desk: a repeat finds what was written before.
        """
        outcomes = await asyncio.to_thread(self._deliver, letters)
        await desk.ended(outcomes)

    def _deliver(self, letters: Sequence[Letter]) -> dict[Key, Outcome]:
        outcomes: dict[Key, Outcome] = {}
        try:
            there = self._prepared()
            for letter in letters:
                outcomes[letter.key] = self._delivered(letter, there)
            _force(self._folder / "new")
        except OSError:
            # The disk is full, or gone: nothing of this batch is promised.
            nothing = Untried("mailbox-unavailable", away=True)
            return {one.key: nothing for one in letters}
        return outcomes

    def _prepared(self) -> frozenset[str]:
        """Return the names already in the mailbox, made if it was not there."""
        for part in ("tmp", "new", "cur"):
            (self._folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        return frozenset(self._names())

    def _names(self) -> Iterator[str]:
        for part in ("new", "cur"):
            for entry in os.scandir(self._folder / part):
                # A mail program that has read a letter adds `:2,S` to its name.
                yield entry.name.partition(":")[0]

    def _delivered(self, letter: Letter, there: frozenset[str]) -> Outcome:
        name = file_name(letter)
        if name in there:
            return _delivered(name)
        try:
            content = posted(letter, self._sender, default)
        except NotPostable:
            return Rejected("not-postable")
        written = self._folder / "tmp" / name
        _write(written, content)
        written.replace(self._folder / "new" / name)
        return _delivered(name)


def file_name(letter: Letter) -> str:
    """Return the letter's one name in any mailbox: when it was written, and its id."""
    again = f"-{letter.number}" if letter.number > 1 else ""
    written = int(letter.written_at.timestamp())
    return f"{written}.{letter.message_id.hex}{again}.register"


def _delivered(name: str) -> Delivered:
    return Delivered(name, server="this machine")


def _write(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, OWNER_ONLY), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _force(folder: Path) -> None:
    """Force the folder's new names to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
