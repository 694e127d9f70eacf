"""Letters for a printing house: PDFs in a folder, and a manifest of one line each.

The PDF is forced to disk first, then its line: what the manifest names is there, whole
and once. A repeat after a crash finds the line.
"""

import asyncio
import csv
import io
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from services.notifications.transports.paper import NotPrintable, name_of, printed
from services.notifications.transports.port import (
    Delivered,
    Desk,
    Key,
    Letter,
    Outcome,
    Rejected,
    Untried,
)
from shared.clock import Clock

OWNER_ONLY = 0o600
MANIFEST = "manifest.csv"
COLUMNS = ("letter", "channel", "file", "pages", "sha256", "queued_at")
UNAVAILABLE = "print-queue-unavailable"


class PrintQueue:
    """A folder that a printing house empties, and what is in it.

    `letter` in the manifest is what the return file names it by; `channel` is the
    postal class: `post` or `tracked-post`.
    """

    name = "print-queue"
    folds = True

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
        """Print the letters, and tell the desk of all together."""
        outcomes = await asyncio.to_thread(self._print, letters)
        await desk.ended(outcomes)

    def _print(self, letters: Sequence[Letter]) -> dict[Key, Outcome]:
        outcomes: dict[Key, Outcome] = {}
        lines: list[tuple[str, ...]] = []
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            listed = read_manifest(self._folder)
            for letter in letters:
                name = name_of(letter)
                if name not in listed:
                    try:
                        lines.append(self._queued(letter, name))
                    except NotPrintable:
                        outcomes[letter.key] = Rejected("not-printable")
                        continue
                outcomes[letter.key] = Delivered(name, server="print queue")
            if lines:
                _force(self._folder)
                _append(self._folder / MANIFEST, lines)
        except OSError:
            return {one.key: Untried(UNAVAILABLE, away=True) for one in letters}
        return outcomes

    def _queued(self, letter: Letter, name: str) -> tuple[str, ...]:
        """Write the letter's PDF and return its line of the manifest."""
        paper = printed(letter, self._sender)
        path = self._folder / f"{name}.pdf"
        beside = path.with_suffix(".part")
        with os.fdopen(_opened(beside, os.O_TRUNC), "wb") as file:
            file.write(paper.content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        return (
            name,
            letter.channel,
            path.name,
            str(paper.pages),
            sha256(paper.content).hexdigest(),
            Clock().wall().isoformat(timespec="seconds"),
        )


def read_manifest(folder: Path) -> frozenset[str]:
    """Return the letters that the manifest names; a line half written names none."""
    path = folder / MANIFEST
    if not path.exists():
        return frozenset()
    whole = path.read_bytes()
    whole = whole[: whole.rfind(b"\n") + 1]
    rows = csv.DictReader(io.StringIO(whole.decode("utf-8")))
    return frozenset(row["letter"] for row in rows)


def _append(path: Path, lines: Sequence[tuple[str, ...]]) -> None:
    """Add lines to the manifest, over whatever a crash left of half a line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    with os.fdopen(_opened(path, 0), "r+b") as file:
        whole = file.read()
        end = whole.rfind(b"\n") + 1
        if not end:
            writer.writerow(COLUMNS)
        writer.writerows(lines)
        file.truncate(end)
        file.seek(end)
        file.write(text.getvalue().encode())
        file.flush()
        os.fsync(file.fileno())


def _opened(path: Path, how: int) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | how, OWNER_ONLY)


def _force(folder: Path) -> None:
    """Force the folder's new names to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
