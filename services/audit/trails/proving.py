"""Trails that travel with their proofs: bundles, and cases as one file."""

import asyncio
from typing import Annotated, cast

from fastapi import APIRouter, Query, Response

from oversight.bundles.from_export import asked_in
from oversight.bundles.making import MOST_ENTRIES, Origin, make_bundle
from oversight.case_files.asking import case_question
from oversight.case_files.chronology import INACTIVE_AFTER_DAYS
from oversight.case_files.verifying import make_case_file
from oversight.logged import Logged
from oversight.trails.question import Question
from services.audit.believing import Reader
from services.audit.settings import Settings
from services.audit.trails.asking import Asked, LogReader
from services.audit.trails.reading import TrailReader
from services.audit.trails.sealed_heads import read_sealing
from shared.errors import Malformed, NotFound
from shared.tlog.checkpoint import open_checkpoint
from shared.tlog.errors import NotServed, VerificationError
from shared.tlog.keys import parse_verifier_key
from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT
from shared.web.current import CurrentLooking, CurrentService, allowed
from shared.web.looks import Looking
from shared.web.service import Service

router = APIRouter(tags=["trails"])

InactiveAfter = Annotated[
    int,
    Query(
        ge=0,
        le=3660,
        description="Days without an event after which a case was inactive.",
    ),
]


Under = Annotated[
    str | None,
    Query(
        max_length=20_000,
        description="A checkpoint of this log, signed, that the proofs are to lead to;"
        " the last published one unless told.",
    ),
]


@router.get(
    "/api/trail/bundle",
    dependencies=[allowed("audit.read-trail")],
    response_class=Response,
)
async def trail_bundle(
    service: CurrentService,
    reader: LogReader,
    asked: Asked,
    looking: CurrentLooking,
    checkpoint: Under = None,
) -> Response:
    """Return the whole trail with all that it takes to verify it offline.

    It is the same, byte for byte, as `register audit trail --dir --proof` makes out
    of an exported log of this checkpoint.
    """
    origin = await _origin(service, checkpoint)
    raw = await _bundle(service, origin, reader, asked, looking)
    return _attachment(raw, "application/json", "trail.bundle.json")


@router.get(
    "/api/case-file/{subject:path}",
    dependencies=[allowed("audit.read-case-file")],
    response_class=Response,
)
async def case_file(
    subject: str,
    service: CurrentService,
    reader: LogReader,
    looking: CurrentLooking,
    inactive_after: InactiveAfter = INACTIVE_AFTER_DAYS,
    checkpoint: Under = None,
) -> Response:
    """Return a case as one zip: chronology, decisions, documents, trail and proofs."""
    asked = case_question(subject)
    origin = await _origin(service, checkpoint)
    raw = await _bundle(service, origin, reader, asked, looking, at_least=1)
    made = await asyncio.to_thread(make_case_file, raw, origin.key, inactive_after)
    return _attachment(made, "application/zip", "case-file.zip")


async def _bundle(
    service: Service,
    origin: Origin,
    reader: Reader,
    asked: Question,
    looking: Looking,
    at_least: int = 0,
) -> bytes:
    entries: list[Logged] = []
    async for found in TrailReader(service.read, asked, origin.size, reader).whole():
        entries.append(found.entry)
        if len(entries) > MOST_ENTRIES:
            break
    if len(entries) < at_least:
        raise NotFound("The log has no entry about that.")
    looking.results = len(entries)
    streams = {entry.stream for entry in entries}
    async with service.read() as database:
        sealing = await read_sealing(database, origin.size, streams, reader)
    return await asyncio.to_thread(
        make_bundle, origin, asked_in(asked), entries, sealing
    )


async def _origin(service: Service, checkpoint: str | None) -> Origin:
    settings = cast("Settings", service.settings)
    return await asyncio.to_thread(_origin_at, settings, checkpoint)


def _origin_at(settings: Settings, checkpoint: str | None) -> Origin:
    tiles = DirectoryReader(settings.log_directory)
    try:
        published = tiles.read(CHECKPOINT)
        key = parse_verifier_key(settings.verifier_key_file.read_text("utf-8"))
    except (FileNotFoundError, NotServed) as error:
        raise NotFound("The log has not begun.") from error
    if checkpoint is None:
        return Origin(published, key, tiles)
    given = checkpoint.encode()
    try:
        size = open_checkpoint(given, key).size
        if size > open_checkpoint(published, key).size:
            raise Malformed("checkpoint: the log is not that long.", "checkpoint")
    except VerificationError as error:
        raise Malformed(f"checkpoint: {error}", "checkpoint") from error
    return Origin(given, key, tiles)


def _attachment(raw: bytes, media_type: str, name: str) -> Response:
    return Response(
        raw,
        media_type=media_type,
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{name}"',
        },
    )
