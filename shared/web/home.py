"""The home page of a service: what it owns, what one can do here, a few figures."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from shared.identity.permissions import may
from shared.web.current import CurrentCaller, CurrentService, allowed
from shared.web.pages import page
from shared.web.routes_table import DeclaredRoute, routes_table
from shared.web.service import Service

Figures = Callable[[Service], Awaitable[Mapping[str, int | str]]]
"""Returns the figures of the home page, each under its label."""


async def _no_figures(_service: Service) -> Mapping[str, int | str]:
    return {}


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page says: its heading, one sentence, and how to get figures."""

    title: str
    owns: str
    figures: Figures = _no_figures


def home_router(home: Home) -> APIRouter:
    """Return the route of the home page."""
    router = APIRouter(include_in_schema=False)

    @router.get(
        "/",
        response_class=HTMLResponse,
        dependencies=[allowed("service.read-home")],
    )
    async def show_home(  # pyright: ignore[reportUnusedFunction]
        request: Request, service: CurrentService, caller: CurrentCaller
    ) -> HTMLResponse:
        """Show what the service owns, and the caller's own pages."""
        links = [
            route
            for route in routes_table(request.app)
            if _is_entrance(route) and may(caller, route.action)
        ]
        return page(
            request,
            "home.html",
            home=home,
            links=links,
            figures=await home.figures(service),
        )

    return router


def _is_entrance(route: DeclaredRoute) -> bool:
    """Tell whether a route is a page that one can go to without knowing an id."""
    return (
        route.method == "GET"
        and route.is_page
        and "{" not in route.path
        and not route.action.startswith("service.")
    )
