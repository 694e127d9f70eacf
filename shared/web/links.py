"""What a signed link opens when it is good for nothing: why, and what to do about it.

The address of the page is what lets one act, so that it is told to no other site.
"""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse

from shared.errors import NotFound
from shared.identity.links import LinkExpired
from shared.web.pages import page
from shared.web.service import Service

UNTOLD = {"referrer-policy": "no-referrer"}
USED = "This link has been used, or another has been sent."


def no_good_page(request: Request, service: Service, error: NotFound) -> HTMLResponse:
    """Return the page of a link that is expired, or was never good."""
    if isinstance(error, LinkExpired):
        advice = "Nothing is lost. If the matter is still open, ask for another link"
        return _page(request, service, error.sentence, advice, HTTPStatus.GONE)
    advice = "Copy the whole address from the letter, or ask for another link"
    return _page(request, service, error.sentence, advice, HTTPStatus.NOT_FOUND)


def used_page(
    request: Request,
    service: Service,
    sentence: str = USED,
    status: HTTPStatus = HTTPStatus.GONE,
) -> HTMLResponse:
    """Return the page of a link that has done its work: each is good once."""
    advice = "You need do nothing more. If it was not you who used it, say so at once"
    return _page(request, service, sentence, advice, status)


def _page(
    request: Request, service: Service, sentence: str, advice: str, status: HTTPStatus
) -> HTMLResponse:
    shown = page(
        request,
        "link.html",
        status=status,
        sentence=sentence,
        advice=advice,
        office=service.rulebook.notifications.office_address,
    )
    shown.headers.update(UNTOLD)
    return shown
