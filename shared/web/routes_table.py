"""Every route of an application and the action it declares; none may declare none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.responses import HTMLResponse
from fastapi.routing import RouteContext, iter_route_contexts

from shared.web.current import Permission


@dataclass(frozen=True, slots=True)
class DeclaredRoute:
    """A method and path, the action that its callers must be allowed, what it says."""

    method: str
    path: str
    action: str
    summary: str
    is_page: bool


class UndeclaredRoute(LookupError):
    """A route declares no action, or more than one."""


def routes_table(app: FastAPI) -> tuple[DeclaredRoute, ...]:
    """Return every route with its action; raises `UndeclaredRoute` naming the first."""
    return tuple(
        declared
        for route in iter_route_contexts(app.routes)
        for declared in _declared(route)
    )


def _declared(route: RouteContext) -> Iterator[DeclaredRoute]:
    actions = _actions(route)
    if len(actions) != 1:
        raise UndeclaredRoute(
            f"{route.path} declares {len(actions)} actions, not one: {actions}"
        )
    for method in sorted(route.methods or ()):
        yield DeclaredRoute(
            method=method,
            path=route.path or "",
            action=actions[0],
            summary=_summary(route),
            is_page=_is_page(route),
        )


def _actions(route: RouteContext) -> list[str]:
    # A route of Starlette's own, or a mount, has no dependant and so no action.
    dependant = cast("Dependant | None", getattr(route, "dependant", None))
    if dependant is None:
        return []
    return [
        dependency.call.action
        for dependency in dependant.dependencies
        if isinstance(dependency.call, Permission)
    ]


def _is_page(route: RouteContext) -> bool:
    """Tell whether a route says, by class or annotation, that it answers in HTML."""
    response_class = getattr(route, "response_class", None)
    returned = getattr(route.endpoint, "__annotations__", {}).get("return")
    return any(
        isinstance(kind, type) and issubclass(kind, HTMLResponse)
        for kind in (response_class, returned)
    )


def _summary(route: RouteContext) -> str:
    summary = cast("str | None", getattr(route, "summary", None))
    endpoint = cast("Any", route.endpoint)
    sentence = (endpoint.__doc__ or "").strip().split("\n", 1)[0]
    return summary or sentence.rstrip(".") or (route.name or "").replace("_", " ")
