"""Open matters: what stands between an application and its admission.

A possible duplicate, a declared matter, an unconfirmed proposer, an unpaid fee: each is
a capability's own affair, which opens a matter when it begins and settles it when it
ends, in the transaction of its own event. What a submission itself shows to be one is
opened with the submission, so that nobody is admitted while a capability has yet to
hear of it. Whoever admits looks here and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from shared.capability import Database

POSSIBLE_DUPLICATE = "possible-duplicate"
DECLARED_MATTER = "declared-matter"
BEFORE_THE_PANEL = "before-the-panel"
NOT_SUITABLE = "not-suitable"
SUSPECTED_FRAUD = "suspected-fraud"
"""The codes of matters that one capability opens and another settles: a declared matter
is before the panel, or was found not suitable."""

_PAIRS = uuid5(NAMESPACE_URL, "register:possible-duplicates")

OPEN = """
INSERT INTO open_matters (application_id, matter, detail, opened_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (application_id, matter, detail) DO NOTHING
"""

SETTLE = """
DELETE FROM open_matters
 WHERE application_id = $1 AND matter = $2 AND detail = $3
"""

READ = """
SELECT application_id, matter, detail, opened_at
  FROM open_matters
 WHERE application_id = ANY($1::uuid[])
 ORDER BY application_id, opened_at, matter, detail
"""


@dataclass(frozen=True, slots=True)
class Matter:
    """One open matter of an application.

    `matter` is a code such as `possible-duplicate`; `detail` tells two of one kind
    apart by an opaque id, and is never personal.
    """

    application_id: UUID
    matter: str
    detail: str
    opened_at: datetime


def pair_of(one: UUID, other: UUID) -> UUID:
    """Return the id of the question about two applications, whichever came first."""
    return uuid5(_PAIRS, " ".join(sorted((str(one), str(other)))))


async def open_matters(database: Database, matters: Sequence[Matter]) -> None:
    """Open these matters; one that is open stays as it is."""
    rows = [(m.application_id, m.matter, m.detail, m.opened_at) for m in matters]
    await database.executemany(OPEN, rows)


async def settle_matters(
    database: Database, settled: Sequence[tuple[UUID, str, str]]
) -> None:
    """Settle matters, each by its application, its code and its detail."""
    await database.executemany(SETTLE, settled)


async def read_matters(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, tuple[Matter, ...]]:
    """Return the open matters of these applications, oldest first."""
    found: dict[UUID, tuple[Matter, ...]] = {}
    for row in await database.fetch(READ, list(applications)):
        matter = Matter(
            row["application_id"], row["matter"], row["detail"], row["opened_at"]
        )
        before = found.get(matter.application_id, ())
        found[matter.application_id] = (*before, matter)
    return found
