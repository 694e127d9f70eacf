"""The table of preferences follows the events, in the deciding transaction."""

from collections.abc import Sequence

from shared.capability import Database, Holding, Recorded
from shared.contracts.preferring import PreferencesSet
from shared.contracts.retention import RecordClass

# An address given before is kept until another is given.
SET = """
INSERT INTO preferences (person_id, language, channel, postal_address)
VALUES ($1, $2, $3, $4)
ON CONFLICT (person_id) DO UPDATE SET
    language = excluded.language,
    channel = excluded.channel,
    postal_address = coalesce(excluded.postal_address, preferences.postal_address)
"""

HOLDS = (
    Holding(
        "preferences",
        RecordClass.CONTACT,
        "DELETE FROM preferences WHERE person_id = $1",
    ),
)
"""What the table holds of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the table up to these events; without its person an event says nothing."""
    rows = [
        (
            event.person_id,
            event.language.value,
            event.channel.value,
            event.postal_address,
        )
        for event in (one.event for one in recorded)
        if isinstance(event, PreferencesSet) and event.person_id is not None
    ]
    if rows:
        await database.executemany(SET, rows)
