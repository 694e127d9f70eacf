"""A trail as one JSON document, or as one JSON object a line."""

from collections.abc import Iterator

from oversight.trails.trail import NOTHING_FOUND, Heading, TrailEntry
from shared.contracts.canonical import Json, canonical


class JsonDocument:
    """`{"checkpoint", "entries", "note"?, "question"}` in RFC 8785 canonical form."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._count = 0

    def begin(self) -> bytes:
        """Return everything before the first entry."""
        checkpoint = canonical(self._heading.checkpoint_json())
        return b'{"checkpoint":' + checkpoint + b',"entries":['

    def add(self, found: TrailEntry) -> bytes:
        """Return the entry as an item."""
        self._count += 1
        return (b"," if self._count > 1 else b"") + canonical(found.as_json())

    def end(self) -> Iterator[bytes]:
        """Yield the question, and in words that there is nothing."""
        yield b"]"
        if not self._count:
            yield b',"note":' + canonical(NOTHING_FOUND)
        yield b',"question":' + canonical(self._heading.question.as_json()) + b"}"


class JsonLines:
    """A line of checkpoint and question, then one a line for each entry."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._count = 0

    def begin(self) -> bytes:
        """Return the first line."""
        return _line(
            {
                "checkpoint": self._heading.checkpoint_json(),
                "question": self._heading.question.as_json(),
            }
        )

    def add(self, found: TrailEntry) -> bytes:
        """Return the entry's line."""
        self._count += 1
        return _line(found.as_json())

    def end(self) -> Iterator[bytes]:
        """Yield a line that says that there is nothing, if so."""
        if not self._count:
            yield _line({"note": NOTHING_FOUND})


def _line(members: dict[str, Json]) -> bytes:
    return canonical(members) + b"\n"
