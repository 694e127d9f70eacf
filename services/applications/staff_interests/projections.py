"""The table of staff interests follows its events, in the deciding transaction."""

from collections.abc import Sequence

from shared.capability import Database, Holding, Recorded
from shared.contracts.retention import RecordClass
from shared.contracts.staff_interests import StaffInterestDeclared, StaffInterestEnded

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
    for one in recorded:
        match one.event:
            case StaffInterestDeclared() as event:
                await database.execute(
                    DECLARED,
                    event.interest_id,
                    event.actor,
                    event.tie.value,
                    event.person_id,
                    event.email_digest,
                )
            case StaffInterestEnded() as event:
                await database.execute(ENDED, event.interest_id)
            case _:
                pass
