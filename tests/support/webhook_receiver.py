"""A real HTTP server on the loopback that is told by webhook, and answers as told."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

MOST_BYTES = 65_536
SLOW = "slow"
DROPS = "drops"


@dataclass
class Call:
    """What was asked of it."""

    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """What came in, and how to answer the next calls; then 204 to all.

    An answer is a status, a status with a header line, `slow` or `drops`. `on_call` is
    called when a request is in, before the answer.
    """

    port: int = 0
    answers: list[int | str] = field(default_factory=list[int | str])
    calls: list[Call] = field(default_factory=list[Call])
    on_call: Callable[[], None] | None = None

    @property
    def url(self) -> str:
        """Return the endpoint."""
        return f"http://127.0.0.1:{self.port}/hooks?for=register"

    @property
    def ids(self) -> list[str]:
        """Return the ids of what came in, in order."""
        return [call.headers["webhook-id"] for call in self.calls]


async def _serve(
    receiver: Receiver, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        call = await _read(reader)
    except (asyncio.IncompleteReadError, OSError):
        writer.close()
        return
    try:
        receiver.calls.append(call)
        if receiver.on_call is not None:
            receiver.on_call()
        answer = receiver.answers.pop(0) if receiver.answers else 204
        if answer == SLOW:
            await asyncio.sleep(30)
        elif answer != DROPS:
            status, _, header = str(answer).partition(" ")
            line = f"{header}\r\n" if header else ""
            head = f"HTTP/1.1 {status} Answer\r\n{line}content-length: 0\r\n\r\n"
            writer.write(head.encode())
            await writer.drain()
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Call:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
    asked, *lines = head.strip().split("\r\n")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    length = min(int(headers.get("content-length", 0)), MOST_BYTES)
    body = await reader.readexactly(length)
    return Call(asked.split(" ")[1], headers, body.decode())


@asynccontextmanager
async def receiving(tls: ssl.SSLContext | None = None) -> AsyncGenerator[Receiver]:
    """Run a receiver on a port of its own, by TLS if told how."""
    receiver = Receiver()
    server = await asyncio.start_server(
        partial(_serve, receiver), "127.0.0.1", 0, ssl=tls
    )
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
