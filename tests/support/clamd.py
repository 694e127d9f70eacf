"""A clamd for tests: it speaks the real protocol, and hangs up as the real one does."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
STREAM_LIMIT = 1_000_000


@dataclass
class FakeClamd:
    """Where it listens, and the sizes of the streams that it was sent."""

    port: int
    streams: list[int] = field(default_factory=list[int])
    chunks: list[int] = field(default_factory=list[int])
    silent: bool = False

    @property
    def address(self) -> str:
        """Return the address as the setting has it."""
        return f"127.0.0.1:{self.port}"

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one INSTREAM as clamd(8) does, or any other command as unknown."""
        try:
            writer.write(await self._reply(reader))
            await writer.drain()
        finally:
            writer.close()

    async def _reply(self, reader: asyncio.StreamReader) -> bytes:
        if await reader.readuntil(b"\0") != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND\0"
        content = b""
        while length := int.from_bytes(await reader.readexactly(4), "big"):
            self.chunks.append(length)
            if len(content) + length > STREAM_LIMIT:
                return b"INSTREAM size limit exceeded. ERROR\0"
            content += await reader.readexactly(length)
        self.streams.append(len(content))
        if self.silent:
            return b""
        found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
        return b"stream: " + found + b"\0"


@asynccontextmanager
async def fake_clamd() -> AsyncGenerator[FakeClamd]:
    """Listen on a free port until the block ends."""
    clamd = FakeClamd(0)
    server = await asyncio.start_server(clamd.serve, "127.0.0.1", 0)
    clamd.port = server.sockets[0].getsockname()[1]
    async with server:
        yield clamd
