"""The floor of sending: a bare SMTP loop; and the server for it and for us.

`python -m benchmarks.floors.mailing PORT FILE` takes every letter on the loopback, and
writes to the file a line for each: its Message-ID.
"""

import asyncio
import re
import sys
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TextIO

import aiosmtplib
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from benchmarks.measuring import Stopwatch

HOST = "127.0.0.1"
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
PATIENCE_SECONDS = 20


class Taking:
    """Takes everything, and notes what it took."""

    def __init__(self, notes: TextIO) -> None:
        self._notes = notes

    async def handle_DATA(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a letter; it is noted before it is answered for."""
        content = envelope.content
        found = _MESSAGE_ID.search(content) if isinstance(content, bytes) else None
        self._notes.write(f"{found[1].decode() if found else '?'}\n")
        self._notes.flush()
        return "250 OK"


def serve(port: int, notes: Path) -> None:
    """Take letters until killed."""
    with notes.open("a", encoding="utf-8") as lines:
        controller = Controller(Taking(lines), hostname=HOST, port=port)
        controller.start()
        asyncio.run(asyncio.Event().wait())


@asynccontextmanager
async def serving(port: int, notes: Path) -> AsyncGenerator[None]:
    """Run the server as a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(port), str(notes)
    )
    try:
        await _answers(port)
        yield
    finally:
        process.kill()
        await process.wait()


async def _answers(port: int) -> None:
    """Wait until somebody listens."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                _, writer = await asyncio.open_connection(HOST, port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return


async def send_bare(
    port: int, letters: Sequence[tuple[str, bytes]], connections: int
) -> float:
    """Send each letter to its address, and keep nothing; return how many a second."""
    waiting = iter(letters)
    stopwatch = Stopwatch()
    await asyncio.gather(*(_send(port, waiting) for _ in range(connections)))
    return stopwatch.rate(len(letters))


async def _send(port: int, waiting: Iterator[tuple[str, bytes]]) -> None:
    async with aiosmtplib.SMTP(hostname=HOST, port=port, start_tls=False) as server:
        for address, content in waiting:
            await server.mail("register@register.example")
            await server.rcpt(address)
            await server.data(content)


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
