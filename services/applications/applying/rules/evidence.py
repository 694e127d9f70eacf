"""Which documents an application still needs, by its route (domain §1.2)."""

from collections.abc import Iterable

from shared.rulebook.tables.routes import Evidence, Route


def evidence_missing(route: Route, received: Iterable[str]) -> tuple[Evidence, ...]:
    """Return the required documents of which no kind was received, in their order.

    `received` are the kinds of the documents that came; one too many harms nothing.
    """
    come = frozenset(received)
    return tuple(
        wanted
        for wanted in route.evidence
        if wanted.required and wanted.kind not in come
    )


def evidence_complete(route: Route, received: Iterable[str]) -> bool:
    """Tell whether every required document of the route has come."""
    return not evidence_missing(route, received)
