"""Reports, the register as at a date and samples, for programs and for people."""

import asyncio
from datetime import date
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import APIRouter, Query, Response

from oversight.days import Days
from oversight.documents.document import Asked
from oversight.documents.forms import FORMS, form_of
from oversight.documents.suppression import checked_threshold
from oversight.period import period_of
from oversight.reports.catalogue import REPORTS, report_of
from oversight.samples.drawing import WHAT, draw_of
from services.audit.reports.computing import Reading, reading_as, sees_personal_fields
from services.audit.reports.issuing import internal, issue_of
from services.audit.settings import Settings
from shared.capability import Database
from shared.contracts.canonical import Json, canonical
from shared.errors import Malformed, NotPermitted
from shared.identity.caller import Caller
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentService,
    allowed,
)
from shared.web.problems import answer_response
from shared.web.service import Service

router = APIRouter(tags=["reports"])

MOST = 1000

From = Annotated[date | None, Query(alias="from", description="The first day.")]
To = Annotated[date | None, Query(alias="to", description="The last day, included.")]
Size = Annotated[
    int | None, Query(ge=0, description="Of the log: an earlier published checkpoint.")
]
Threshold = Annotated[
    int | None, Query(ge=0, le=1000, description="Counts below are hidden; 0: none.")
]


@router.get("/api/reports", dependencies=[allowed("audit.list-reports")])
async def reports() -> dict[str, Any]:
    """Return every report there is, and the forms of one."""
    return {
        "reports": [
            {"name": one.name, "title": one.title, "describes": one.describes}
            for one in REPORTS.values()
        ],
        "formats": list(FORMS),
        "days": [days.value for days in Days],
        "samples": list(WHAT),
    }


@router.get("/api/reports/{name}", dependencies=[allowed("audit.read-report")])
async def report(
    service: CurrentService,
    caller: CurrentCaller,
    name: str,
    first: From = None,
    last: To = None,
    size: Size = None,
    days: Days = Days.CALENDAR,
    small_numbers_below: Threshold = None,
    wanted: Annotated[str, Query(alias="format")] = "json",
) -> Response:
    """Return a report as json, csv, html or pdf, the same bytes as from an export."""
    form, chosen = form_of(wanted), report_of(name)
    threshold = _threshold(service, caller, small_numbers_below)
    asked = Asked(period_of(first, last), days, threshold)
    async with service.read() as database:
        reading = await _reading(service, caller, database, size)
        document = await reading.report(chosen, asked)
    raw = await asyncio.to_thread(form.write, document)
    return _document(raw, form.media_type, f"{name}.{wanted}")


@router.post("/api/reports/{name}/issue", dependencies=[allowed("audit.issue-report")])
async def issue(
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    name: str,
    command_id: UUID,
    first: From = None,
    last: To = None,
    days: Days = Days.CALENDAR,
    small_numbers_below: Threshold = None,
) -> Response:
    """Compute a report now, and record it with its checkpoint and its hash.

    The same `command_id` again records nothing more, and gives the same answer.
    """
    chosen = report_of(name)
    threshold = _threshold_for_good(service, small_numbers_below)
    asked = Asked(period_of(first, last), days, threshold)
    async with service.read() as database:
        reading = await _reading(service, caller, database, None)
        command = await issue_of(reading, chosen, asked, service.clock.now())
    wanted = internal(command, command_id, caller.actor, correlation)
    (answer,) = await service.execute_internal([wanted])
    return answer_response(answer)


@router.get("/api/as-at", dependencies=[allowed("audit.read-as-at")])
async def as_at(
    service: CurrentService,
    caller: CurrentCaller,
    day: Annotated[date, Query(alias="date", description="The day of effect.")],
    known: date | None = None,
    size: Size = None,
    after: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
) -> Response:
    """Return a page of the register as it stood on a day, from the log alone.

    `next` is the `after` of the next page, with the `size` of this one's checkpoint.
    """
    async with service.read() as database:
        reading = await _reading(service, caller, database, size)
        document, following = await reading.as_at(day, known, after, limit)
    return _json({**document, "next": following})


@router.get("/api/samples/{what}", dependencies=[allowed("audit.draw-sample")])
async def sample(
    service: CurrentService,
    caller: CurrentCaller,
    what: str,
    sample_size: int,
    seed: str,
    first: From = None,
    last: To = None,
    size: Size = None,
) -> Response:
    """Return a sample of closed cases that anybody can draw again."""
    draw = draw_of(what, sample_size, seed, period_of(first, last))
    async with service.read() as database:
        reading = await _reading(service, caller, database, size)
        return _json(await reading.sample(draw))


async def _reading(
    service: Service, caller: Caller, database: Database, size: int | None
) -> Reading:
    folder = _settings(service).log_directory
    return await reading_as(database, folder, size, caller.roles)


def _threshold(service: Service, caller: Caller, asked: int | None) -> int:
    """Return below what counts are hidden: whoever sees nobody sees no small number."""
    setting = checked_threshold(_settings(service).small_numbers_below)
    threshold = setting if asked is None else checked_threshold(asked)
    if threshold < setting and not sees_personal_fields(caller.roles):
        raise NotPermitted(f"Your role is shown no count below {setting}.")
    return threshold


def _threshold_for_good(service: Service, asked: int | None) -> int:
    """Return below what an issued report hides counts: everybody reads it, for ever."""
    setting = checked_threshold(_settings(service).small_numbers_below)
    threshold = setting if asked is None else checked_threshold(asked)
    if threshold < setting:
        raise Malformed(
            f"The log is public and forgets nothing: a report is issued with the "
            f"counts below {setting} hidden, or below more.",
            "small_numbers_below",
        )
    return threshold


def _settings(service: Service) -> Settings:
    return cast("Settings", service.settings)


def _json(document: dict[str, Json]) -> Response:
    return Response(canonical(document), media_type="application/json")


def _document(raw: bytes, media_type: str, name: str) -> Response:
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'inline; filename="{name}"',
    }
    return Response(raw, media_type=media_type, headers=headers)
