"""Answers that come in pages."""

from collections.abc import Iterator

from cli.client import Client
from cli.showing import object_of, rows_of
from shared.contracts.canonical import Json


def pages_of(
    client: Client, service: str, path: str, member: str, **query: str | int | None
) -> Iterator[dict[str, Json]]:
    """Yield the objects under `member`, page after page, by `next` and `after`."""
    after: str | int | None = None
    while True:
        page = client.get(service, path, **query, after=after)
        yield from rows_of(page, member)
        following = object_of(page).get("next")
        if not isinstance(following, int | str) or following == after:
            return
        after = following
