"""What sending asks of the service it runs in."""

from collections.abc import Sequence
from typing import Protocol

from asyncpg import Pool, Record

from shared.clock import Clock
from shared.eventstore.answers import Answer, Internal
from shared.rulebook import Rulebook
from shared.settings import ServiceSettings


class Deciding(Protocol):
    """A service that decides its own commands."""

    @property
    def name(self) -> str:
        """The service's name."""
        ...

    @property
    def clock(self) -> Clock:
        """The register's clock."""
        ...

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Decide the service's own commands, each id once."""
        ...


class Serving(Deciding, Protocol):
    """The service, as its senders see it."""

    @property
    def settings(self) -> ServiceSettings:
        """What it was told from outside."""
        ...

    @property
    def pool(self) -> "Pool[Record]":
        """Its database."""
        ...

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force today."""
        ...
