"""The audit log as a service asks it about itself, when it starts."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, Protocol, cast

from shared.errors import Unavailable

AUDIT = "audit"
HEADS = "/api/log/heads"
ENTRIES = "/api/log/entries"
ERASURES = "/api/log/erasures"

Item = Mapping[str, Any]


class Peers(Protocol):
    """How another service is asked."""

    @property
    def urls(self) -> Mapping[str, str]:
        """Base URLs by service name."""
        ...

    async def ask(
        self, service: str, path: str, query: Mapping[str, str | int]
    ) -> dict[str, Any]:
        """Return what `GET path` of a service answers; raises `Unavailable`."""
        ...


class TheLog:
    """Pages of what the audit log holds; `source` is the service that asks."""

    def __init__(self, peers: Peers, service: str) -> None:
        self._peers = peers
        self._source = f"/{service}"

    async def heads(self) -> AsyncGenerator[dict[str, int]]:
        """Yield pages of our streams with their last versions in the log."""
        async for page in self._pages(HEADS, "heads", "", {"source": self._source}):
            try:
                yield {str(one["stream"]): int(one["version"]) for one in page}
            except (KeyError, TypeError, ValueError) as error:
                raise _nonsense(HEADS) from error

    async def entries(self) -> AsyncGenerator[Sequence[Item]]:
        """Yield pages of our entries in the log's order, from the beginning."""
        async for page in self._pages(ENTRIES, "entries", -1, {"source": self._source}):
            yield page

    async def erasures(self) -> AsyncGenerator[Sequence[Item]]:
        """Yield pages of the entries by which anybody was erased."""
        async for page in self._pages(ERASURES, "erasures", -1, {}):
            yield page

    async def _pages(
        self, path: str, name: str, after: str | int, query: Mapping[str, str | int]
    ) -> AsyncGenerator[Sequence[Item]]:
        following: str | int | None = after
        while following is not None:
            body = await self._peers.ask(AUDIT, path, {**query, "after": following})
            try:
                page = cast("Sequence[Item]", body[name])
                following = body["next"]
            except KeyError as error:
                raise _nonsense(path) from error
            yield page


def _nonsense(path: str) -> Unavailable:
    return Unavailable(f"The audit service answers something else at {path}.")
