"""Delivery to a subscriber's endpoint by signed webhook (Standard Webhooks 1.0)."""

import asyncio
import ssl
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Protocol
from uuid import UUID

import httpx
from standardwebhooks import Webhook

from services.notifications.transports.port import (
    Deferred,
    Delivered,
    Desk,
    InDoubt,
    Letter,
    Outcome,
    Rejected,
    Untried,
)
from services.notifications.transports.reaching import (
    Network,
    NotFoundByName,
    NotToBeReached,
    address_of,
)

DISABLED = "subscriber-disabled"
PRIVATE = "private-address"
UNRESOLVABLE = "unresolvable"
UNREACHABLE = "unreachable"
NOT_CALLABLE = "not-callable"
CONNECTION_LOST = "connection-lost"
SLOW = "server-slow"
BEHIND = "behind-a-slow-one"
NOT_OURS = "not-ours-any-more"
HEADERS = {"content-type": "application/json", "user-agent": "register-webhooks/1"}

_LATER = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
"""Refusals that do not mean what was sent."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a subscriber is told, and with which secrets: the newest, then the old."""

    url: str
    secrets: tuple[str, ...] = field(repr=False)


class Endpoints(Protocol):
    """Knows where subscribers are told."""

    async def of(self, subscribers: Collection[UUID]) -> Mapping[UUID, Endpoint]:
        """Return the endpoints of those that are to be told; of others nothing."""
        ...

    async def gone(self, subscriber_id: UUID) -> None:
        """Record that an endpoint is not to be called again."""
        ...


@dataclass(frozen=True, slots=True)
class Calling:
    """How endpoints are called: for so many seconds, in which private networks.

    `certificates` is whom to trust instead of the machine's list.
    """

    seconds: float = 15
    networks: tuple[Network, ...] = ()
    certificates: Path | None = None


class WebhookTransport:
    """Subscribers' endpoints, each told in its order, and none held up by another.

    2xx is acceptance. A 4xx or a redirection is for good, and 410 ends the calls; 5xx,
    429 and a host that cannot be reached are worth another try. Whatever ends between
    the request and the answer is in doubt. Of an answer only the status is read.
    """

    name = "webhook"
    folds = False

    def __init__(
        self, endpoints: Endpoints, calling: Calling, wall: Callable[[], datetime]
    ) -> None:
        self._endpoints = endpoints
        self._calling = calling
        self._wall = wall

    async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
        """Tell each subscriber its news, and the desk of each at once."""
        by_subscriber: dict[UUID, list[Letter]] = {}
        for letter in letters:
            if letter.subscriber_id is not None:
                by_subscriber.setdefault(letter.subscriber_id, []).append(letter)
        endpoints = await self._endpoints.of(by_subscriber)
        async with asyncio.TaskGroup() as group:
            for subscriber_id, news in by_subscriber.items():
                endpoint = endpoints.get(subscriber_id)
                group.create_task(self._tell(endpoint, news, desk))

    async def _tell(
        self, endpoint: Endpoint | None, waiting: list[Letter], desk: Desk
    ) -> None:
        """Tell one subscriber until it is in trouble; the rest is tried later."""
        if endpoint is None:
            await desk.ended(dict.fromkeys((one.key for one in waiting), _DISABLED))
            return
        async with self._client() as client:
            while waiting:
                letter = waiting.pop(0)
                outcome = await self._call(client, endpoint, letter, desk)
                await desk.ended({letter.key: outcome})
                if isinstance(outcome, InDoubt | Deferred) or outcome == _GONE:
                    break
        if waiting:
            await desk.ended(dict.fromkeys((one.key for one in waiting), _BEHIND))

    def _client(self) -> httpx.AsyncClient:
        # One a subscriber: a connection kept for a name must serve no other.
        return httpx.AsyncClient(
            # Who is not reached in a third of the time has not been told for sure.
            timeout=httpx.Timeout(
                self._calling.seconds, connect=self._calling.seconds / 3
            ),
            verify=ssl.create_default_context(cafile=self._calling.certificates),
            follow_redirects=False,
            trust_env=False,
        )

    async def _call(
        self, client: httpx.AsyncClient, endpoint: Endpoint, letter: Letter, desk: Desk
    ) -> Outcome:
        try:
            request = await self._request(client, endpoint, letter)
        except NotToBeReached:
            return Rejected(PRIVATE)
        except NotFoundByName:
            return Deferred(UNRESOLVABLE, held=True)
        except (httpx.InvalidURL, ValueError):
            return Rejected(NOT_CALLABLE)
        if not await desk.begins(letter):
            return Untried(NOT_OURS)
        answered = await self._answer(client, request)
        if not isinstance(answered, int):
            return answered
        if answered == HTTPStatus.GONE and letter.subscriber_id is not None:
            await self._endpoints.gone(letter.subscriber_id)
        return _meaning(answered, letter)

    async def _request(
        self, client: httpx.AsyncClient, endpoint: Endpoint, letter: Letter
    ) -> httpx.Request:
        """Return the signed request, to an address and not to a name.

        Else the name could lead elsewhere by the time it is asked for again.
        """
        url = httpx.URL(endpoint.url)
        port = url.port or (443 if url.scheme == "https" else 80)
        address = await address_of(url.host, port, self._calling.networks)
        return client.build_request(
            "POST",
            url.copy_with(host=address),
            content=letter.body.encode(),
            headers={
                **HEADERS,
                "host": url.netloc.decode("ascii"),
                **signed(letter, endpoint.secrets, self._wall()),
            },
            extensions={"sni_hostname": url.host},
        )

    async def _answer(
        self, client: httpx.AsyncClient, request: httpx.Request
    ) -> int | Outcome:
        """Return the status of the answer, or what became of the request without."""
        try:
            async with asyncio.timeout(self._calling.seconds):
                response = await client.send(request, stream=True)
                await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return Deferred(UNREACHABLE, held=True)
        except (TimeoutError, httpx.TimeoutException):
            return InDoubt(SLOW)
        except (httpx.HTTPError, OSError):
            return InDoubt(CONNECTION_LOST)
        return response.status_code


_DISABLED = Rejected(DISABLED)
_BEHIND = Untried(BEHIND)
_GONE = Rejected("http-410")


def signed(letter: Letter, secrets: Sequence[str], wall: datetime) -> dict[str, str]:
    """Return the headers by which a subscriber knows us, signed by each secret.

    The id is the same however often this delivery is tried.
    """
    name = webhook_id(letter)
    marks = [Webhook(one).sign(name, wall, letter.body) for one in secrets]
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(wall.timestamp())),
        "webhook-signature": " ".join(marks),
    }


def webhook_id(letter: Letter) -> str:
    """Return what a delivery is called; one that was ordered again is another."""
    again = f".{letter.number}" if letter.number > 1 else ""
    return f"{letter.message_id}{again}"


def _meaning(status: int, letter: Letter) -> Outcome:
    """Return what an answer's status means for the letter (RFC 9110 §15)."""
    code = f"http-{status}"
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        server = f"subscriber/{letter.subscriber_id}"
        return Delivered(webhook_id(letter), server, f"HTTP {status}")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _LATER:
        return Deferred(code, held=True)
    return Rejected(code)
