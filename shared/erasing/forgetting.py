"""Forgetting: all that one service's database holds of an erased person goes.

The events stay as they are: they never held the personal values, only their digests.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast
from uuid import UUID

import orjson

from shared.capability import Database, Holding
from shared.contracts.sealing import open_disclosure
from shared.erasing.erasure import Erasure, remaining
from shared.errors import Unreadable

Forget: TypeAlias = Callable[[Database, Erasure], Awaitable[int]]
"""Erases from tables of a service's own kind; returns how many disclosures went."""

DISCLOSED = """
SELECT d.event_id, d.person_id, e.type, d.disclosures
FROM disclosures d
JOIN events e ON e.id = d.event_id
WHERE d.person_id = $1
UNION ALL
SELECT d.event_id, d.person_id, e.type, d.disclosures
FROM events e
JOIN disclosures d ON d.event_id = e.id
WHERE e.stream = ANY($2::text[]) AND d.person_id IS NULL
"""

FORGET = "DELETE FROM disclosures WHERE event_id = ANY($1::uuid[])"

KEEP = "INSERT INTO disclosures (event_id, person_id, disclosures) VALUES ($1, $2, $3)"

# The digest is of what was asked, personal data included, and unsalted. Without it the
# same command id is refused from now on, so that nothing comes back by repeating it.
BLANK_ANSWERS = r"""
UPDATE answers SET digest = '\x'
WHERE digest <> '\x' AND command_id IN (
    SELECT (convert_from(entry, 'UTF8')::json ->> 'causationid')::uuid
    FROM events WHERE id = ANY($1::uuid[])
)
"""

WAITING = """
SELECT capability, stream, version, record, disclosures
FROM waiting WHERE disclosures <> ''
"""

WITHHOLD = """
UPDATE waiting SET disclosures = $4
WHERE capability = $1 AND stream = $2 AND version = $3
"""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much of a person went, by where it lay."""

    disclosures: int
    rows: int
    waiting: int
    answers: int

    @property
    def nothing(self) -> bool:
        """Whether no disclosure and no waiting message went."""
        return not (self.disclosures or self.waiting)


async def forget(
    database: Database,
    erasure: Erasure,
    holdings: Sequence[Holding],
    besides: Sequence[Forget] = (),
) -> Forgotten:
    """Erase the person, in the caller's transaction; a repeat finds nothing more."""
    disclosures, events = await _forget_disclosures(database, erasure)
    for one in besides:
        disclosures += await one(database, erasure)
    rows = 0
    for holding in holdings:
        if holding.record in erasure.erased:
            rows += _count(await database.execute(holding.statement, erasure.person_id))
    return Forgotten(
        disclosures=disclosures,
        rows=rows,
        waiting=await _forget_waiting(database, erasure),
        answers=_count(await database.execute(BLANK_ANSWERS, events)),
    )


async def _forget_disclosures(
    database: Database, erasure: Erasure
) -> tuple[int, list[UUID]]:
    went = 0
    events: list[UUID] = []
    kept: list[tuple[UUID, UUID | None, str]] = []
    for row in await database.fetch(DISCLOSED, erasure.person_id, erasure.streams):
        rest = remaining(row["type"], row["disclosures"], erasure.erased)
        if rest == row["disclosures"]:
            continue
        went += _number(row["disclosures"]) - _number(rest)
        events.append(row["event_id"])
        if rest:
            kept.append((row["event_id"], row["person_id"], rest))
    if events:
        await database.execute(FORGET, events)
    if kept:
        await database.executemany(KEEP, kept)
    return went, events


async def _forget_waiting(database: Database, erasure: Erasure) -> int:
    """Withhold what waiting messages disclose; that they wait, and why, stays."""
    withheld: list[tuple[str, str, int, str]] = []
    for row in await database.fetch(WAITING):
        if not _is_about(row["stream"], row["record"], row["disclosures"], erasure):
            continue
        rest = remaining(
            str(_event(row["record"]).get("type")), row["disclosures"], erasure.erased
        )
        if rest != row["disclosures"]:
            place = (row["capability"], row["stream"], row["version"])
            withheld.append((*place, rest))
    if withheld:
        await database.executemany(WITHHOLD, withheld)
    return len(withheld)


def _is_about(stream: str, record: bytes, disclosures: str, erasure: Erasure) -> bool:
    person = str(erasure.person_id)
    if stream in erasure.streams:
        return True
    try:
        opened = dict(map(open_disclosure, disclosures.split("~")))
    except Unreadable:
        return False
    data = _event(record).get("data")
    clear = cast("dict[str, Any]", data) if isinstance(data, dict) else {}
    return person in (opened.get("person_id"), clear.get("person_id"))


def _event(record: bytes) -> dict[str, Any]:
    try:
        event = orjson.loads(record)
    except orjson.JSONDecodeError:
        return {}
    return cast("dict[str, Any]", event) if isinstance(event, dict) else {}


def _number(disclosures: str) -> int:
    return disclosures.count("~") + 1 if disclosures else 0


def _count(status: str) -> int:
    """Return the number of rows that a statement's status tells of."""
    return int(status.rpartition(" ")[2])
