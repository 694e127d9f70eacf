"""The web application that every service is: the same doors, around its own routes."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fastapi import APIRouter, FastAPI
from prometheus_client import Counter
from starlette.types import Lifespan

from shared.web import docs_page, metrics, sign_in, static_files
from shared.web.attempts import Attempts
from shared.web.body_limit import BodyLimit
from shared.web.closed_doors import ClosedDoors
from shared.web.correlation import Correlation
from shared.web.head_as_get import HeadAsGet
from shared.web.health import Check, health_router
from shared.web.home import Home, home_router
from shared.web.origin import OriginCheck
from shared.web.pages import install_pages, label
from shared.web.problems import install_problems
from shared.web.recording_looks import RecordLooks
from shared.web.security_headers import SecurityHeaders

VERSION = "1"


def web_application(
    name: str,
    *,
    routers: Sequence[APIRouter] = (),
    templates: Sequence[Path] = (),
    home: Home | None = None,
    live: Mapping[str, Check] | None = None,
    ready: Mapping[str, Check] | None = None,
    embedded: bool = False,
    lifespan: Lifespan[FastAPI] | None = None,
    waits: Callable[[], str | None] = lambda: None,
    larger_bodies: Mapping[str, int] | None = None,
) -> FastAPI:
    """Return the service's web application; `app.state.service` is still to be set.

    `templates` are folders of the service's own pages. Sign-in exists in the embedded
    mode alone. While `waits` gives a sentence the doors are closed. FastAPI's own
    documentation, which loads scripts from elsewhere, is off.
    """
    title = home.title if home else label(name)
    app = FastAPI(
        title=title,
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
    )
    install_pages(app, name, templates)
    install_problems(app)
    app.state.attempts = Attempts()
    # Of a caller whom nobody knows there is nothing to record but the number.
    app.state.unauthenticated = Counter(
        "register_unauthenticated_requests",
        "Requests answered 401.",
        registry=None,
    )
    _add_middleware(app, waits, larger_bodies or {})
    doors = [
        home_router(home or Home(title, "")),
        health_router({} if live is None else live, {} if ready is None else ready),
        metrics.router,
        static_files.router,
        docs_page.router,
    ]
    for router in (*doors, *([sign_in.router] if embedded else []), *routers):
        app.include_router(router)
    return app


def _add_middleware(
    app: FastAPI,
    waits: Callable[[], str | None],
    larger_bodies: Mapping[str, int],
) -> None:
    # The last added is the outermost.
    app.add_middleware(HeadAsGet)
    app.add_middleware(RecordLooks, attempts=app.state.attempts)
    app.add_middleware(ClosedDoors, waits=waits)
    app.add_middleware(OriginCheck)
    app.add_middleware(BodyLimit, larger=larger_bodies)
    app.add_middleware(Correlation)
    app.add_middleware(SecurityHeaders)
