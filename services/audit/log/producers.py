"""The services as the log asks them for what never arrived."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

from services.audit.log.entry import Arrival
from shared.contracts.envelope import CONTENT_TYPE
from shared.messaging.peers import Peers

_PULLED = uuid5(NAMESPACE_URL, "register:audit-pulled")


class Producers(Protocol):
    """Those whose events are logged; each keeps its own in a store."""

    @property
    def names(self) -> Sequence[str]:
        """The services' names, as in their sources."""
        ...

    def heads(self, service: str) -> AsyncIterator[list[tuple[str, int]]]:
        """Yield a service's streams with their last versions; `Unavailable`."""
        ...

    async def stream(self, service: str, stream: str, after: int) -> list[Arrival]:
        """Return a page of a stream after a version, as records; `Unavailable`."""
        ...


class AskedByHttp:
    """The services at their addresses; ourselves too, for what we say by our store."""

    def __init__(self, peers: Peers) -> None:
        self._peers = peers

    @property
    def names(self) -> Sequence[str]:
        """The services whose addresses are set."""
        return sorted(self._peers.urls)

    def heads(self, service: str) -> AsyncIterator[list[tuple[str, int]]]:
        """Yield a service's streams with their last versions; `Unavailable`."""
        return self._peers.heads(service)

    async def stream(self, service: str, stream: str, after: int) -> list[Arrival]:
        """Return a page of a stream after a version, as records; `Unavailable`."""
        return [
            pulled(service, stream, it.version, it.raw, it.disclosures)
            for it in await self._peers.stream(service, stream, after)
        ]


def pulled(
    service: str, stream: str, version: int, raw: bytes, disclosures: str
) -> Arrival:
    """Return an event out of a store as the record that it once was, or should be.

    Its topic says whose it is; where it is quarantined, that names its stream.
    """
    return Arrival(
        topic=f"{service}.{uuid5(_PULLED, stream)}",
        partition=0,
        offset=version,
        value=raw,
        headers=[
            ("content-type", CONTENT_TYPE.encode()),
            ("disclosures", disclosures.encode()),
        ],
    )
