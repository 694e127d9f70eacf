"""The port to a malware scanner: clamd's INSTREAM over TCP, or nobody.

The protocol is clamd(8)'s: `zINSTREAM`, then each chunk with its length in four bytes
of network order, then a chunk of no length; the reply ends with a NUL. What the
scanner does not say clearly is never `clean`.
"""

import asyncio
from dataclasses import dataclass
from typing import BinaryIO, Protocol

import structlog

from shared.contracts.evidence import Scan

CHUNK_BYTES = 65_536
PATIENCE_SECONDS = 60.0
LONGEST_REPLY = 4_096
LONGEST_SIGNATURE = 200

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scanner said of a document; `signature` names what it found."""

    scan: Scan
    signature: str | None = None


class Scanner(Protocol):
    """Whoever can say whether a document is harmless."""

    async def scan(self, file: BinaryIO) -> Verdict:
        """Return a verdict; `scan-pending` where none could be had now."""
        ...


class NoScanner:
    """Nobody to ask: every document says that it is not scanned."""

    async def scan(self, file: BinaryIO) -> Verdict:  # noqa: ARG002 - as the port is
        """Return that the document is not scanned."""
        return Verdict(Scan.NOT_SCANNED)


@dataclass(frozen=True, slots=True)
class Clamd:
    """A clamd that listens at `host` and `port`."""

    host: str
    port: int
    patience: float = PATIENCE_SECONDS

    async def scan(self, file: BinaryIO) -> Verdict:
        """Return clamd's verdict, or `scan-pending` where it gave none."""
        file.seek(0)
        try:
            async with asyncio.timeout(self.patience):
                reply = await self._asked(file)
        except (OSError, TimeoutError) as error:
            log.warning("document not scanned", cause=type(error).__name__)
            return Verdict(Scan.PENDING)
        return verdict_of(reply)

    async def _asked(self, file: BinaryIO) -> str:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            try:
                await _send(writer, file)
            except ConnectionError:
                # It hangs up on a stream beyond its limit, having said so first.
                log.warning("the scanner hung up")
            return (await reader.read(LONGEST_REPLY)).decode("utf-8", "replace")
        finally:
            writer.close()


def verdict_of(reply: str) -> Verdict:
    """Return what a reply of clamd means; anything unforeseen leaves it pending."""
    said = reply.rstrip("\0\n").removeprefix("stream:").strip()
    if said == "OK":
        return Verdict(Scan.CLEAN)
    if said.endswith(" FOUND"):
        return Verdict(
            Scan.INFECTED, said.removesuffix(" FOUND").strip()[:LONGEST_SIGNATURE]
        )
    log.warning("the scanner gave no verdict")
    return Verdict(Scan.PENDING)


def scanner_at(address: str | None) -> Scanner:
    """Return the scanner at `host:port`; without an address, nobody.

    Raises `ValueError` where the address is not of that form.
    """
    if address is None:
        return NoScanner()
    host, colon, port = address.rpartition(":")
    if not colon or not host or not port.isdecimal():
        raise ValueError("REGISTER_CLAMD is not host:port, such as 127.0.0.1:3310.")
    return Clamd(host.strip("[]"), int(port))


async def _send(writer: asyncio.StreamWriter, file: BinaryIO) -> None:
    writer.write(b"zINSTREAM\0")
    while chunk := file.read(CHUNK_BYTES):
        writer.write(len(chunk).to_bytes(4, "big") + chunk)
        await writer.drain()
    writer.write(bytes(4))
    await writer.drain()
