"""The log as anybody reads it: checkpoint, tiles, entry bundles, key.

Tiles and checkpoint come from the files. The entries come from the database, so that
what is verified from outside is what the register itself goes by: an entry that is
not what was sealed is served as it is, to be found, and noted (`altered_check`).
"""

import asyncio
import re
from pathlib import Path
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Response

from services.audit.believing import Sealed
from services.audit.log.files import VERIFIER_KEY, LogFiles, archived
from services.audit.log.serving import covering_tile, published_hashes
from services.audit.log.signing_key import verifier_key_file
from services.audit.log.store import read_entries
from services.audit.log.witness_report import QuorumReport, read_report
from services.audit.settings import Settings
from shared.errors import Altered, NotFound
from shared.tlog.bundles import encode_bundle
from shared.tlog.reading import CHECKPOINT
from shared.tlog.tiles import Tile, parse_tile_path
from shared.web.current import CurrentService, allowed

_NUMBER = re.compile("[1-9][0-9]{0,6}", re.ASCII)
_NEVER = "no-store"
_A_FEW_SECONDS = "public, max-age=1"
_FOR_EVER = "public, max-age=31536000, immutable"

router = APIRouter(
    prefix="/log",
    tags=["log"],
    dependencies=[allowed("audit.read-log")],
)


def audit_settings(service: CurrentService) -> Settings:
    """Return the audit service's own settings."""
    return cast("Settings", service.settings)


AuditSettings = Annotated[Settings, Depends(audit_settings)]


@router.get("/checkpoint", response_class=Response)
async def checkpoint(settings: AuditSettings) -> Response:
    """Return the last published checkpoint, a signed note."""
    return await _text_file(settings.log_directory / CHECKPOINT)


@router.get("/vkey", response_class=Response)
async def verifier_key(settings: AuditSettings) -> Response:
    """Return the log's verifier key, which a verifier should have from elsewhere."""
    return await _text_file(verifier_key_file(settings.log_key_file))


@router.get("/witnesses")
async def witnesses(settings: AuditSettings) -> QuorumReport:
    """Return which witnesses cosign, and since when their quorum is missing."""
    report = await asyncio.to_thread(read_report, settings.log_directory)
    if report is None or settings.witness_policy is None:
        return QuorumReport(origin=settings.open_log.origin)
    return report


@router.get("/tile/entries/{number:path}", response_class=Response)
async def entries(
    number: str,
    settings: AuditSettings,
    service: CurrentService,
) -> Response:
    """Return a bundle of entries, each behind its length in two bytes."""
    files = LogFiles(settings.log_directory)
    bundle = parse_tile_path(f"tile/entries/{number}")
    if bundle is None or await asyncio.to_thread(covering_tile, files, bundle) is None:
        raise NotFound
    first = bundle.first_entry
    async with service.read() as database:
        found = await read_entries(database, first, first + bundle.width)
    return _octets(
        encode_bundle(found), sealed=await _is_sealed(settings, bundle, found)
    )


@router.get("/tile/{level}/{number:path}", response_class=Response)
async def tile(level: str, number: str, settings: AuditSettings) -> Response:
    """Return a tile's hashes, 32 bytes each."""
    files = LogFiles(settings.log_directory)
    wanted = parse_tile_path(f"tile/{level}/{number}")
    if wanted is None:
        raise NotFound
    hashes = await asyncio.to_thread(published_hashes, files, wanted)
    if hashes is None:
        raise NotFound
    return _octets(hashes)


@router.get("/archive/{log_number}/checkpoint", response_class=Response)
async def ended_checkpoint(log_number: str, settings: AuditSettings) -> Response:
    """Return the last checkpoint of a log that was handed over, counted from 1."""
    return await _ended_file(log_number, CHECKPOINT, settings)


@router.get("/archive/{log_number}/vkey", response_class=Response)
async def ended_verifier_key(log_number: str, settings: AuditSettings) -> Response:
    """Return the verifier key of a log that was handed over."""
    return await _ended_file(log_number, VERIFIER_KEY, settings)


@router.get("/archive/{log_number}/tile/entries/{number:path}", response_class=Response)
async def ended_entries(
    log_number: str, number: str, settings: AuditSettings, service: CurrentService
) -> Response:
    """Return a bundle of a log that was handed over; the open log goes on from it."""
    await ended_checkpoint(log_number, settings)
    return await entries(number, settings, service)


@router.get("/archive/{log_number}/tile/{level}/{number:path}", response_class=Response)
async def ended_tile(
    log_number: str, level: str, number: str, settings: AuditSettings
) -> Response:
    """Return a tile of a log that was handed over, 32 bytes a hash."""
    await ended_checkpoint(log_number, settings)
    return await tile(level, number, settings)


async def _ended_file(log_number: str, name: str, settings: Settings) -> Response:
    if not _NUMBER.fullmatch(log_number):
        raise NotFound
    return await _text_file(settings.log_directory / archived(int(log_number), name))


async def _is_sealed(settings: Settings, bundle: Tile, found: list[bytes]) -> bool:
    # What is missing is as wrong as what is changed.
    held = [*found, *[b""] * (bundle.width - len(found))]
    numbered = list(enumerate(held, start=bundle.first_entry))
    try:
        return not await Sealed(settings.log_directory).differing(numbered)
    except Altered:
        # The tiles are damaged themselves: whoever verifies finds out from them.
        return False


async def _text_file(file: Path) -> Response:
    try:
        raw = await asyncio.to_thread(file.read_bytes)
    except FileNotFoundError as error:
        raise NotFound("The log has not begun.") from error
    return Response(
        raw,
        media_type="text/plain; charset=utf-8",
        headers={"Cache-Control": _A_FEW_SECONDS},
    )


def _octets(raw: bytes, *, sealed: bool = True) -> Response:
    # What is damaged is given to whoever looks for the damage, and must not stay in
    # anybody's cache once it is mended.
    return Response(
        raw,
        media_type="application/octet-stream",
        headers={"Cache-Control": _FOR_EVER if sealed else _NEVER},
    )
