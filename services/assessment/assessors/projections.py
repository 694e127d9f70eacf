"""The table of appointed assessors follows their appointments."""

from collections.abc import Sequence

from shared.capability import Database, Recorded
from shared.contracts.assessment import AssessorAppointed

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
