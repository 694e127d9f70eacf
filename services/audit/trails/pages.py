"""Trails for people."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from oversight.trails.forms.choosing import FORMS
from oversight.trails.question import read_question
from oversight.trails.trail import NOTHING_FOUND
from oversight.trails.wording import (
    change_in_words,
    erased_in_words,
    in_words,
    what_happened,
)
from services.audit.trails.asking import After, AtCheckpoint, LogReader
from services.audit.trails.reading import Page, TrailReader
from shared.errors import Malformed
from shared.web.current import CurrentService, allowed
from shared.web.pages import page
from shared.web.purpose import BREAK_GLASS
from shared.web.purpose import PARAMETER as PURPOSE

PAGE_SIZE = 200
FIELDS = ("subject", "from", "to", "type", "actor", "text")

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def words_asked(request: Request) -> dict[str, str]:
    """Return the question as it was typed; a field left empty is not asked for."""
    return {name: request.query_params.get(name, "").strip() for name in FIELDS}


@router.get("/trails", dependencies=[allowed("audit.read-trail")])
async def trail(
    request: Request,
    service: CurrentService,
    log_reader: LogReader,
    at: AtCheckpoint,
    words: Annotated[Mapping[str, str], Depends(words_asked)],
    after: After = -1,
) -> HTMLResponse:
    """Show the trail that is asked for, or the form to ask by."""
    found: Page | None = None
    fault: Malformed | None = None
    if any(words.values()):
        try:
            question = read_question(*(words[name] for name in FIELDS))
        except Malformed as error:
            fault = error
        else:
            reader = TrailReader(service.read, question, at.size, log_reader)
            found = await reader.page(after, PAGE_SIZE)
    purpose = request.query_params.get(PURPOSE, "")
    again = {**words, PURPOSE: purpose}
    asked = urlencode({name: value for name, value in again.items() if value})
    return page(
        request,
        "trail.html",
        status=200 if fault is None else Malformed.status,
        words=words,
        fault=fault,
        found=found,
        checkpoint=at,
        asked=asked,
        # One that needs words cannot be stated in an address.
        purposes=[it for it in service.settings.purposes if it != BREAK_GLASS],
        purpose=purpose,
        forms=FORMS,
        nothing_found=NOTHING_FOUND,
        what_happened=what_happened,
        in_words=in_words,
        change_in_words=change_in_words,
        erased_in_words=erased_in_words,
    )
