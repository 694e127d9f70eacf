"""Signing in as a demonstration person: embedded mode only, on the loopback only."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response, status
from fastapi.responses import HTMLResponse, RedirectResponse

from shared.errors import NotPermitted
from shared.identity.demonstration import PEOPLE, SIGNED_IN_FOR, token_for
from shared.web.current import COOKIE, CurrentService, allowed
from shared.web.origin import is_loopback, is_own_origin
from shared.web.pages import page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/sign-in", dependencies=[allowed("service.sign-in")])
async def choose(request: Request, return_to: str = "/") -> HTMLResponse:
    """Show the demonstration people, to pick one."""
    return page(
        request,
        "sign_in.html",
        people=PEOPLE.values(),
        return_to=local_path(return_to),
    )


@router.post("/sign-in", dependencies=[allowed("service.sign-in")])
async def sign_in(
    request: Request,
    service: CurrentService,
    person: Annotated[str, Form()],
    return_to: Annotated[str, Form()] = "/",
) -> Response:
    """Be this person from now on, in all services."""
    _require_own_page(request)
    response = RedirectResponse(local_path(return_to), status.HTTP_303_SEE_OTHER)
    response.set_cookie(
        COOKIE,
        token_for(person, service.settings.data, service.clock.wall()),
        max_age=int(SIGNED_IN_FOR.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return response


@router.post("/sign-out", dependencies=[allowed("service.sign-out")])
async def sign_out(request: Request) -> Response:
    """Be nobody again."""
    _require_own_page(request)
    response = RedirectResponse("/", status.HTTP_303_SEE_OTHER)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


def local_path(text: str) -> str:
    """Return the path to go back to, or `/` for whatever leads elsewhere.

    Browsers read a backslash as a slash and skip control characters, so neither may
    stand in it.
    """
    parts = urlsplit(text)
    leads_away = (
        not text.startswith("/")
        or text.startswith("//")
        or "\\" in text
        or any(sign < " " or sign == "\x7f" for sign in text)
        or bool(parts.scheme or parts.netloc)
    )
    return "/" if leads_away else text


def _require_own_page(request: Request) -> None:
    if not is_loopback(request) or not is_own_origin(request):
        raise NotPermitted("The request came from another origin.")
