"""What letters say, for people: the list, and each letter with sample data."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.notifications.previews.showing import earlier, found, listed, preview
from services.notifications.wordings.wording import LANGUAGES
from shared.web.current import allowed
from shared.web.pages import page

router = APIRouter(default_response_class=HTMLResponse)

# A letter carries its own small style, and may fetch nothing.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self';"
    " base-uri 'none'; form-action 'none'"
)


@router.get("/templates", dependencies=[allowed("notifications.read-templates")])
async def templates(request: Request) -> HTMLResponse:
    """Show every version of every template, and which texts nobody has checked."""
    return page(
        request,
        "wordings.html",
        wordings=listed(),
        earlier=earlier(),
        languages=LANGUAGES,
    )


@router.get(
    "/templates/{name}/{version}/{language}",
    dependencies=[allowed("notifications.read-templates")],
)
async def template(
    request: Request, name: str, version: int, language: Literal["en", "cy"]
) -> HTMLResponse:
    """Show a template as a letter, as plain text and as HTML."""
    wording = found(name, version)
    return page(
        request,
        "wording.html",
        wording=wording,
        shown=preview(wording, language),
        text=wording.text_in(language),
        languages=LANGUAGES,
    )


@router.get(
    "/templates/{name}/{version}/{language}/letter",
    dependencies=[allowed("notifications.read-templates")],
)
async def letter(
    name: str, version: int, language: Literal["en", "cy"]
) -> HTMLResponse:
    """Show the letter itself, as a mail program does."""
    shown = preview(found(name, version), language)
    headers = {"content-security-policy": LETTER_POLICY}
    return HTMLResponse(shown.html, headers=headers)
