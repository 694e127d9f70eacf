"""What is read of somebody's preferences."""

from dataclasses import dataclass
from uuid import UUID

from shared.capability import Database

OF_APPLICATION = """
SELECT
    application_id,
    actor,
    applicant_contacts.person_id,
    language,
    channel,
    postal_address
FROM applicant_contacts
LEFT JOIN preferences USING (person_id)
WHERE application_id = $1
"""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the person of an application is written to; None where nothing was said.

    `actor` is as whom they sign in, if they do.
    """

    application_id: UUID
    actor: str | None
    person_id: UUID | None
    language: str | None
    channel: str | None
    postal_address: str | None


async def preferences_of(
    database: Database, application_id: UUID
) -> Preferences | None:
    """Return the preferences of an application's person, if there is the one."""
    row = await database.fetchrow(OF_APPLICATION, application_id)
    return Preferences(**dict(row)) if row else None
