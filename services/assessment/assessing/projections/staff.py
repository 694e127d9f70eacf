"""Whom staff are tied to, as heard: an assessor may be one, and so may a registrar."""

from collections.abc import Sequence

from shared.capability import Database, Holding, Recorded
from shared.contracts.retention import RecordClass
from shared.contracts.staff_interests import StaffInterestDeclared, StaffInterestEnded

DECLARED = """
INSERT INTO staff_ties (interest_id, actor, tie, person_id, email_digest)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING
"""
ENDED = "DELETE FROM staff_ties WHERE interest_id = $1"

STAFF_HELD = (
    Holding(
        "staff_ties",
        RecordClass.CONTACT,
        "DELETE FROM staff_ties WHERE person_id = $1",
    ),
)
"""What the ties of staff hold of a person."""


async def take_in_staff(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in the ties that were declared, and those that are no more."""
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
