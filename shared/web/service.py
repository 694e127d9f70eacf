"""What a route may ask of the service it belongs to."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from prometheus_client import CollectorRegistry

from shared.capability import Database
from shared.clock import Clock
from shared.eventstore.answers import Answer, Ask, Internal
from shared.identity.keyset import Keys
from shared.rulebook import Rulebook
from shared.settings import ServiceSettings


class Service(Protocol):
    """The running service, as its routes see it."""

    @property
    def name(self) -> str:
        """The service's name, as in its source and topics."""
        ...

    @property
    def settings(self) -> ServiceSettings:
        """What it was told from outside."""
        ...

    @property
    def clock(self) -> Clock:
        """The register's clock; `wall` is for security."""
        ...

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force now."""
        ...

    @property
    def keys(self) -> Keys:
        """Everybody's public keys."""
        ...

    @property
    def registry(self) -> CollectorRegistry:
        """The metrics it keeps."""
        ...

    async def execute(self, asks: Sequence[Ask]) -> list[Answer]:
        """Decide the commands in order, in one transaction, and return the answers."""
        ...

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Decide domain commands of the service's own, each id once."""
        ...

    def read(self) -> AbstractAsyncContextManager[Database]:
        """Lend a connection for queries."""
        ...
