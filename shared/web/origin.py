"""The origin of a request that a browser sends with our cookie, or to get one.

`SameSite=Strict` does not tell ports apart, so the origin is compared whole: what comes
from another page than ours changes nothing. In the embedded mode our own name is one of
the loopback's, whatever the Host header says (DNS rebinding).
"""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.errors import NotPermitted
from shared.web.current import COOKIE, SAFE_METHODS
from shared.web.pages import LOOPBACK
from shared.web.problem_details import problem_of
from shared.web.problems import problem_response


class OriginCheck:
    """Middleware that refuses what another origin sends with our cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, unless a foreign page sent it."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            request = Request(scope, receive)
            if _by_browser(request) and not is_own_origin(request):
                error = NotPermitted("The request came from another origin.")
                response = problem_response(request, problem_of(error))
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)


def is_own_origin(request: Request) -> bool:
    """Tell whether the browser says that one of our own pages sent the request."""
    origin = request.headers.get("origin")
    # A page under `no-referrer` says "null" of itself; where it says so, the browser
    # tells besides whether the page is ours (Fetch §3.2.5).
    if origin in (None, "null"):
        return request.headers.get("sec-fetch-site") == "same-origin"
    parts = urlsplit(origin)
    own = request.headers.get("host", "")
    return parts.scheme == request.url.scheme and parts.netloc.lower() == own.lower()


def is_loopback(request: Request) -> bool:
    """Tell whether the request names this machine by a name of its own."""
    return request.url.hostname in LOOPBACK


def _by_browser(request: Request) -> bool:
    return COOKIE in request.cookies and "authorization" not in request.headers
