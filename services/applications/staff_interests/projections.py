"""The table of staff interests follows its events, in the deciding transaction."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from shared.capability import Database, Holding, Recorded
from shared.contracts.retention import RecordClass
from shared.contracts.staff_interests import StaffInterestDeclared, StaffInterestEnded

Row: TypeAlias = tuple[object, ...]

DECLARED = """
INSERT INTO staff_interests (interest_id, actor, tie, person_id, email_digest)
VALUES ($1, $2, $3, $4, decode($5, 'hex'))
ON CONFLICT (interest_id) DO NOTHING
"""

ENDED = "DELETE FROM staff_interests WHERE interest_id = $1"

HOLDS = (
    Holding(
        "staff_interests",
        RecordClass.CONTACT,
        "DELETE FROM staff_interests WHERE person_id = $1",
    ),
)
"""What the table holds of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the table up to these events, in their order."""
    rows = (row for one in recorded for row in _rows(one))
    for statement, alike in groupby(rows, key=lambda row: row[0]):
        await database.executemany(statement, [row for _, row in alike])


def _rows(one: Recorded) -> Iterator[tuple[str, Row]]:
    match one.event:
        case StaffInterestDeclared() as event:
            yield (
                DECLARED,
                (
                    event.interest_id,
                    event.actor,
                    event.tie.value,
                    event.person_id,
                    event.email_digest,
                ),
            )
        case StaffInterestEnded() as event:
            yield ENDED, (event.interest_id,)
        case _:
            return
