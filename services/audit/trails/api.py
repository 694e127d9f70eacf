"""Trails and digests for programs."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from oversight.trails.forms.choosing import form_named
from oversight.trails.forms.form import Form
from oversight.trails.trail import NOTHING_FOUND, Heading, TrailEntry
from services.audit.trails.asking import After, Asked, AskedTrail, AtCheckpoint
from services.audit.trails.digests import read_digests_by_day
from services.audit.trails.queries import read_digests
from shared.web.current import CurrentLooking, CurrentService, allowed

router = APIRouter(tags=["trails"])

Trailing = AsyncGenerator[TrailEntry]
Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/api/trail", dependencies=[allowed("audit.read-trail")])
async def trail(
    reader: AskedTrail,
    asked: Asked,
    at: AtCheckpoint,
    looking: CurrentLooking,
    after: After = -1,
    limit: Limit = 200,
) -> dict[str, Any]:
    """Return a page of the trail; `next` is the `after` of the next one.

    A page may be short, or empty, and have a next: it says how far it has looked.
    """
    page = await reader.page(after, limit)
    looking.results = len(page.entries)
    heading = Heading(asked, at)
    answer: dict[str, Any] = {
        "subject": asked.subject,
        "question": asked.as_json(),
        "checkpoint": heading.checkpoint_json(),
        "entries": [entry.as_json() for entry in page.entries],
        "next": page.following,
    }
    if after < 0 and not page.entries and page.following is None:
        answer["note"] = NOTHING_FOUND
    return answer


@router.get(
    "/api/trail/document",
    dependencies=[allowed("audit.read-trail")],
    response_class=StreamingResponse,
)
async def trail_document(
    reader: AskedTrail,
    asked: Asked,
    at: AtCheckpoint,
    wanted: Annotated[str, Query(alias="format")] = "json",
) -> StreamingResponse:
    """Return the whole trail as json, ndjson, csv, xes, html or tree, while it is read.

    It is the same, byte for byte, as `register audit trail --dir` writes out of an
    exported log of this size. `tree` is text: what each action caused, step by step;
    with a correlation id as the subject, everything that the action caused.
    """
    kind = form_named(wanted)
    found = await _begun(reader.whole())
    pieces = _document(found, kind.start(Heading(asked, at)))
    return StreamingResponse(
        pieces,
        media_type=kind.media_type,
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="trail.{wanted}"',
        },
    )


async def _begun(trail: Trailing) -> Trailing:
    """Return the trail with its first piece read.

    What is altered there is refused before the answer begins; found later, the answer
    breaks off.
    """
    first = await anext(trail, None)

    async def whole() -> Trailing:
        if first is not None:
            yield first
        async for found in trail:
            yield found

    return whole()


async def _document(trail: Trailing, form: Form) -> AsyncGenerator[bytes]:
    yield form.begin()
    async for found in trail:
        piece = form.add(found)
        if piece:
            yield piece
    for piece in form.end():
        yield piece


@router.get("/api/log/digests", dependencies=[allowed("audit.read-digests")])
async def digests(
    service: CurrentService, by: Literal["source", "day"] = "source"
) -> dict[str, Any]:
    """Return what the log holds of each service, to compare with their own stores."""
    async with service.read() as database:
        if by == "day":
            return {"sources": await read_digests_by_day(database)}
        sources = await read_digests(database)
    return {
        "sources": sources,
        "size": sum(source["count"] for source in sources.values()),
    }
