"""The table of appointed assessors follows their appointments."""

from collections.abc import Sequence

from shared.capability import Database, Holding, Recorded
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.retention import RecordClass

APPOINT = """
INSERT INTO assessors (assessor_id, person_id, name, email, scopes, capacity)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (assessor_id) DO UPDATE SET
    person_id = excluded.person_id,
    name = excluded.name,
    email = excluded.email,
    scopes = excluded.scopes,
    capacity = excluded.capacity
"""


HOLDS = (
    Holding(
        "assessors",
        RecordClass.ASSESSOR,
        "UPDATE assessors"
        " SET person_id = NULL, name = NULL, email = NULL WHERE person_id = $1",
    ),
)
"""What the table of assessors holds of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Write the last appointment of each assessor."""
    await database.executemany(
        APPOINT,
        [
            (
                event.assessor_id,
                event.person_id,
                event.name,
                event.email,
                list(event.scopes),
                event.capacity,
            )
            for event in (one.event for one in recorded)
            if isinstance(event, AssessorAppointed)
        ],
    )
