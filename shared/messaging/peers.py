"""The other services, asked for what never arrived: loss is mended by asking."""

from base64 import b64decode
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any, cast
from urllib.parse import quote

import httpx

from shared.errors import Unavailable
from shared.messaging.arrivals import UNREADABLE, Arrival, judge_bytes

PAGE = 1000
NONSENSE = "The service {} answers something else than events."


class Peers:
    """Asks producers by HTTP, with the service's own token.

    `urls` are base URLs by service name; `token` gives a fresh bearer token.
    """

    def __init__(self, urls: Mapping[str, str], token: Callable[[], str]) -> None:
        self.urls = urls
        self._token = token
        self._client = httpx.AsyncClient(timeout=10, trust_env=False)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def stream(self, service: str, stream: str, after: int) -> list[Arrival]:
        """Return a page of a stream after a version, as if its events had arrived."""
        path = f"/api/streams/{quote(stream)}"
        body = await self.ask(service, path, {"after": after, "limit": PAGE})
        try:
            return [
                judge_bytes(
                    b64decode(record["entry"]),
                    record["disclosures"],
                    (f"{UNREADABLE}/{stream}", int(record["version"])),
                )
                for record in cast("list[dict[str, Any]]", body["events"])
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise Unavailable(NONSENSE.format(service)) from error

    async def heads(self, service: str) -> AsyncGenerator[list[tuple[str, int]]]:
        """Yield pages of a service's streams with their last versions."""
        after = ""
        while True:
            body = await self.ask(
                service, "/api/streams/heads", {"after": after, "limit": PAGE}
            )
            try:
                heads = [
                    (str(head["stream"]), int(head["version"]))
                    for head in cast("list[dict[str, Any]]", body["heads"])
                ]
            except (KeyError, TypeError, ValueError) as error:
                raise Unavailable(NONSENSE.format(service)) from error
            if heads:
                yield heads
                after = heads[-1][0]
            if len(heads) < PAGE:
                return

    async def ask(
        self, service: str, path: str, query: Mapping[str, str | int]
    ) -> dict[str, Any]:
        """Return what `GET path` of a service answers; raises `Unavailable`."""
        url = self.urls.get(service)
        if url is None:
            raise Unavailable(f"No address of the service {service} is set.")
        try:
            response = await self._client.get(
                url.rstrip("/") + path,
                params=dict(query),
                headers={"authorization": f"Bearer {self._token()}"},
            )
            response.raise_for_status()
            return cast("dict[str, Any]", response.json())
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable(f"The service {service} does not answer.") from error
