"""Scanning by clamd, over TCP."""

import asyncio
from io import BytesIO

import pytest

from services.applications.documents.scanning import Clamd, Verdict
from shared.contracts.evidence import Scan
from shared.embedded.ports import free_ports
from tests.support.clamd import EICAR, STREAM_LIMIT, fake_clamd

pytestmark = pytest.mark.integration


async def test_finds_what_is_clean_clean_and_what_is_infected_infected() -> None:
    async with fake_clamd() as clamd:
        scanner = Clamd("127.0.0.1", clamd.port)
        assert await scanner.scan(BytesIO(b"My portfolio")) == Verdict(Scan.CLEAN)
        found = await scanner.scan(BytesIO(b"My portfolio " + EICAR))
    assert found == Verdict(Scan.INFECTED, "Eicar-Test-Signature")


async def test_sends_the_whole_document_in_chunks_from_its_beginning() -> None:
    document = BytesIO(bytes(300_000))
    document.read()
    async with fake_clamd() as clamd:
        await Clamd("127.0.0.1", clamd.port).scan(document)
    assert clamd.streams == [300_000]
    assert max(clamd.chunks) <= 65_536


async def test_leaves_pending_what_is_beyond_the_scanners_limit() -> None:
    async with fake_clamd() as clamd:
        scanner = Clamd("127.0.0.1", clamd.port)
        verdict = await scanner.scan(BytesIO(bytes(20 * STREAM_LIMIT)))
    assert verdict == Verdict(Scan.PENDING)


async def test_leaves_pending_what_the_scanner_says_nothing_of() -> None:
    async with fake_clamd() as clamd:
        clamd.silent = True
        verdict = await Clamd("127.0.0.1", clamd.port).scan(BytesIO(b"x"))
    assert verdict == Verdict(Scan.PENDING)


async def test_leaves_pending_when_the_scanner_is_down() -> None:
    (port,) = free_ports(1)
    verdict = await Clamd("127.0.0.1", port).scan(BytesIO(b"x"))
    assert verdict == Verdict(Scan.PENDING)


async def test_waits_no_longer_than_its_patience() -> None:
    async def never(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2)
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        verdict = await Clamd("127.0.0.1", port, patience=0.2).scan(BytesIO(b"x"))
    assert verdict == Verdict(Scan.PENDING)
