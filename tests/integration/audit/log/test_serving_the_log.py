"""The log as it is served."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import cast

import httpx
import pytest
import uvicorn
from pydantic import SecretStr

from services.audit.altered import altered_entries
from services.audit.log.api import router
from services.audit.settings import Settings
from shared.tlog.damage import Damage, DamagedLog, Kind
from shared.tlog.readers import HttpReader
from shared.tlog.verifier import Trust, verify_log
from tests.support.audit_log import TryLog, stream_events
from tests.support.audit_service import AuditService
from tests.support.web import SmallService, small_application

pytestmark = pytest.mark.integration

TEXT, OCTETS = "text/plain; charset=utf-8", "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
EVENTS = stream_events("assessment/a", 600)


@pytest.fixture
async def url(log: TryLog, tmp_path: Path) -> AsyncGenerator[str]:
    """The address of a log with six hundred entries."""
    app = small_application(tmp_path / "identity", router)
    service = cast("SmallService", app.state.service)
    settings = Settings(
        database_url=SecretStr(log.places.database),
        kafka=log.kafka,
        port=8004,
        keyset=service.settings.keyset,
        private_key=service.settings.private_key,
        log_files=log.places.files,
        log_key=log.places.key,
    )
    app.state.service = AuditService(settings, service.keys, dsn=log.places.database)
    async with log.running():
        await log.send(EVENTS)
        await log.until_sealed(600)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
        serving = asyncio.create_task(server.serve([listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/log"
        server.should_exit = True
        await serving


async def get(address: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(address)


async def verify(url: str, log: TryLog) -> tuple[Damage, ...]:
    """Verify the log over HTTP, and return what is damaged."""

    def run() -> tuple[Damage, ...]:
        with httpx.Client() as client:
            try:
                verify_log(HttpReader(client, url), Trust(log.key))
            except DamagedLog as damaged:
                return damaged.damages
        return ()

    return await asyncio.to_thread(run)


async def test_is_verified_from_outside(url: str, log: TryLog) -> None:
    assert await verify(url, log) == ()


async def test_names_the_entry_that_a_superuser_changed(url: str, log: TryLog) -> None:
    await log.tamper(
        "UPDATE entries SET entry = set_byte(entry, 9, get_byte(entry, 9) # 1)"
        " WHERE index IN (300, 599)",
    )
    assert [str(damage) for damage in await verify(url, log)] == [
        "entry 300 is not what was sealed (tile/entries/001)",
        "entry 599 is not what was sealed (tile/entries/002.p/88)",
    ]


async def test_names_the_last_entries_that_a_superuser_deleted(
    url: str,
    log: TryLog,
) -> None:
    await log.tamper("DELETE FROM entries WHERE index >= 590")
    (damage,) = await verify(url, log)
    assert (damage.first, damage.last) == (590, 599)


@pytest.mark.parametrize(
    ("path", "kind", "lifetime"),
    [
        ("checkpoint", TEXT, "public, max-age=1"),
        ("vkey", TEXT, "public, max-age=1"),
        ("tile/0/000", OCTETS, FOR_EVER),
        ("tile/0/001.p/3", OCTETS, FOR_EVER),
        ("tile/1/000.p/2", OCTETS, FOR_EVER),
        ("tile/entries/002.p/88", OCTETS, FOR_EVER),
    ],
)
async def test_has_the_types_and_lifetimes_of_its_format(
    url: str,
    path: str,
    kind: str,
    lifetime: str,
) -> None:
    response = await get(f"{url}/{path}")
    assert response.status_code == 200
    assert response.headers["content-type"] == kind
    assert response.headers["cache-control"] == lifetime


async def test_tells_by_head_what_get_would_bring(url: str) -> None:
    async with httpx.AsyncClient() as client:
        for path in ("checkpoint", "vkey", "tile/0/000", "tile/entries/002.p/88"):
            got = await client.get(f"{url}/{path}")
            told = await client.head(f"{url}/{path}")
            assert (told.status_code, told.content) == (200, b"")
            for name in ("content-type", "content-length", "cache-control"):
                assert told.headers[name] == got.headers[name]
        assert (await client.head(f"{url}/tile/0/999")).status_code == 404


async def test_keeps_what_is_damaged_out_of_caches(url: str, log: TryLog) -> None:
    await log.tamper("DELETE FROM entries WHERE index = 599")
    response = await get(f"{url}/tile/entries/002.p/88")
    assert response.headers["cache-control"] == "no-store"


async def test_keeps_what_is_altered_out_of_caches_and_tells_of_it(
    url: str, log: TryLog
) -> None:
    flip = "UPDATE entries SET entry = set_byte(entry, 9, get_byte(entry, 9) # 1)"
    before = await get(f"{url}/tile/entries/001")
    await log.tamper(f"{flip} WHERE index = 300")
    altered = await get(f"{url}/tile/entries/001")
    assert (altered.status_code, altered.headers["cache-control"]) == (200, "no-store")
    assert altered.content != before.content
    assert altered_entries(log.places.files) == [300]
    untouched = await get(f"{url}/tile/entries/000")
    assert untouched.headers["cache-control"] == FOR_EVER
    await log.tamper(f"{flip} WHERE index = 300")
    mended = await get(f"{url}/tile/entries/001")
    assert mended.headers["cache-control"] == FOR_EVER
    assert mended.content == before.content


async def test_serves_entries_beside_a_damaged_tile_but_to_no_cache(
    url: str, log: TryLog
) -> None:
    tile = log.places.files / "tile/0/000"
    raw = tile.read_bytes()
    tile.write_bytes(bytes([raw[0] ^ 1]) + raw[1:])
    response = await get(f"{url}/tile/entries/000")
    assert (response.status_code, response.headers["cache-control"]) == (
        200,
        "no-store",
    )
    assert [damage.kind for damage in await verify(url, log)] == [Kind.TILE]


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/003",
        "tile/0/002",
        "tile/0/002.p/89",
        "tile/entries/002.p/0",
        "tile/entries/2",
        "tile/0/%2e%2e/%2e%2e/.sequencer",
        "archive/0/checkpoint",
        "archive/1/checkpoint",
        "archive/-1/vkey",
        "archive/01/vkey",
        "archive/99999999/tile/0/000",
        "archive/nothing/tile/entries/000",
        ".sequencer",
    ],
)
async def test_has_nothing_else(url: str, path: str) -> None:
    assert (await get(f"{url}/{path}")).status_code == 404


async def test_gives_only_its_public_key_away(url: str, log: TryLog) -> None:
    assert (await get(f"{url}/vkey")).text == f"{log.key}\n"
    assert log.places.key.stat().st_mode & 0o777 == 0o600
