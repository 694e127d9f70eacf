"""The table of notices follows the events, in the deciding transaction."""

from collections.abc import Sequence

from shared.capability import Database, Holding, Recorded
from shared.contracts.addressing import AddressNoticed, AddressSettled
from shared.contracts.retention import RecordClass

NOTICED = """
INSERT INTO address_notices (application_id, notice, person_id, noticed_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (application_id) DO UPDATE SET
    notice = excluded.notice,
    person_id = excluded.person_id,
    noticed_at = excluded.noticed_at
"""

SETTLED = "DELETE FROM address_notices WHERE application_id = $1"

HOLDS = (
    Holding(
        "address_notices",
        RecordClass.APPLICATION,
        "DELETE FROM address_notices WHERE person_id = $1",
    ),
)
"""What the table holds of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the table up to these events: of a stream there is one in a batch."""
    noticed = [
        (event.application_id, event.notice.value, event.person_id, one.envelope.time)
        for one in recorded
        if isinstance(event := one.event, AddressNoticed)
    ]
    settled = [
        (event.application_id,)
        for one in recorded
        if isinstance(event := one.event, AddressSettled)
    ]
    if noticed:
        await database.executemany(NOTICED, noticed)
    if settled:
        await database.executemany(SETTLED, settled)
