"""What one action caused, as a tree: each entry beneath the one that led to it.

An event names its cause, which is a command or another event. Entries come in the log's
order, which is no order of causes, and may be more than a memory: they wait in a
temporary file of SQLite's own.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from oversight.trails.trail import TrailEntry

_TABLE = """
CREATE TABLE nodes (
    place INTEGER PRIMARY KEY, id TEXT NOT NULL, cause TEXT NOT NULL,
    correlation TEXT NOT NULL, line TEXT NOT NULL, parent INTEGER, told INTEGER
)
"""
_ADD = "INSERT INTO nodes (place, id, cause, correlation, line) VALUES (?, ?, ?, ?, ?)"
_BY_ID = "CREATE INDEX nodes_by_id ON nodes (id, place)"
_BY_PARENT = "CREATE INDEX nodes_by_parent ON nodes (parent, place)"
# An event that names itself began by itself.
_FIND_PARENTS = """
UPDATE nodes SET parent =
    (SELECT min(above.place) FROM nodes AS above WHERE above.id = nodes.cause)
WHERE cause <> id
"""
_ACTIONS = """
SELECT correlation, cause, place FROM
    (SELECT nodes.correlation, nodes.cause, place,
            min(place) OVER (PARTITION BY correlation) AS begun,
            min(place) OVER (PARTITION BY correlation, cause) AS led
     FROM nodes WHERE parent IS NULL)
ORDER BY begun, led, place
"""
_LINE = "SELECT line FROM nodes WHERE place = ? AND told IS NULL"
_TELL = "UPDATE nodes SET told = 1 WHERE place = ?"
_BENEATH = "SELECT place FROM nodes WHERE parent = ? ORDER BY place DESC"
_IN_A_CIRCLE = """
SELECT correlation, cause, place FROM nodes WHERE told IS NULL ORDER BY place LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree and how deep it is.

    `correlation` and `cause` are set where a new one begins, or else empty; the cause
    of what is at depth 0 is a command, or an event that is not in the trail.
    """

    depth: int
    line: str
    correlation: str = ""
    cause: str = ""


class CausalTree:
    """A trail's entries by what led to them; each is told exactly once."""

    def __init__(self) -> None:
        self._nodes = sqlite3.connect("", check_same_thread=False)
        self._nodes.execute(_TABLE)

    def take(self, found: TrailEntry, line: str) -> None:
        """Take in an entry, and what is to be said of it."""
        event = found.entry.event
        names = (event["id"], event["causationid"], event["correlationid"])
        self._nodes.execute(_ADD, (found.entry.index, *names, line))

    def branches(self) -> Iterator[Branch]:
        """Yield the tree from its roots, depth first; siblings in the log's order.

        Forged causes can go round in a circle: it is entered at its first entry.
        """
        self._nodes.execute(_BY_ID)
        self._nodes.execute(_FIND_PARENTS)
        self._nodes.execute(_BY_PARENT)
        before = ("", "")
        for correlation, cause, place in self._nodes.execute(_ACTIONS):
            yield from self._beneath(correlation, cause, place, before)
            before = (correlation, cause)
        while circle := self._nodes.execute(_IN_A_CIRCLE).fetchone():
            correlation, cause, place = circle
            yield from self._beneath(correlation, cause, place, ("", ""))
        self._nodes.close()

    def _beneath(
        self, correlation: str, cause: str, root: int, before: tuple[str, str]
    ) -> Iterator[Branch]:
        action, led = correlation, cause
        if before[0] == correlation:
            action, led = "", "" if before[1] == cause else cause
        waiting = [(root, 0)]
        while waiting:
            place, depth = waiting.pop()
            line: tuple[str] | None = self._nodes.execute(_LINE, (place,)).fetchone()
            if line is None:
                continue
            self._nodes.execute(_TELL, (place,))
            yield Branch(depth, line[0], action, led)
            action = led = ""
            beneath = self._nodes.execute(_BENEATH, (place,))
            waiting += ((one, depth + 1) for (one,) in beneath)
