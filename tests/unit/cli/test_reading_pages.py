"""Reading an answer that comes in pages."""

from pathlib import Path

from cli.client import Client
from cli.paging import pages_of
from cli.system import find_system
from shared.contracts.canonical import Json

PAGES: dict[str | int | None, Json] = {
    None: {"cases": [{"n": 1}, {"n": 2}], "next": "b"},
    "b": {"cases": [{"n": 3}], "next": "c"},
    "c": {"cases": [], "next": None},
}


class Paged(Client):
    """A client whose service has three pages."""

    def get(self, service: str, path: str, **query: str | int | None) -> Json:
        """Return the page that is asked for."""
        assert (service, path) == ("assessment", "/api/queue")
        return PAGES[query["after"]]


def test_goes_on_to_the_last() -> None:
    client = Paged(find_system(8000, Path("d"), {}), None)
    found = pages_of(client, "assessment", "/api/queue", "cases")
    assert [row["n"] for row in found] == [1, 2, 3]
