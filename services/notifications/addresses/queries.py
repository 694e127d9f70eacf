"""What the registrar reads of addresses: what is noticed, and where letters arrived."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from services.notifications.addresses.rules import BOUNCED, TO_DO
from shared.capability import Database
from shared.contracts.notifications import MessageRequested
from shared.contracts.sealing import open_disclosure

# What came back is a notice until it is ordered again or withdrawn. The last letter
# that did not come back says where one arrives: its disclosures keep the address.
LISTED = """
SELECT
    noticed.about,
    noticed.notice,
    noticed.noticed_at,
    worked.disclosures
FROM (
    SELECT
        'application/' || application_id AS about,
        notice,
        person_id,
        noticed_at
    FROM address_notices
    UNION ALL
    SELECT
        about,
        status,
        person_id,
        settled_at
    FROM deliveries
    WHERE status = 'bounced'
    AND channel = 'email'
) AS noticed
LEFT JOIN LATERAL (
    SELECT disclosures.disclosures
    FROM deliveries
    JOIN events
    ON events.stream = 'message/' || message_id
    AND events.type = $2
    JOIN disclosures ON disclosures.event_id = events.id
    WHERE deliveries.person_id = noticed.person_id
    AND deliveries.status IN ('sent', 'delivered')
    AND deliveries.channel = 'email'
    AND deliveries.number = 1
    ORDER BY deliveries.settled_at DESC
    LIMIT 1
) AS worked ON true
ORDER BY noticed.noticed_at, noticed.about
LIMIT $1
"""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """An address to be looked at, and the last one that worked, if any did.

    What is `bounced` is settled at the obligations unmet.
    """

    about: str
    notice: str
    noticed_at: datetime
    to_do: str
    last_worked: str | None

    @property
    def application_id(self) -> UUID | None:
        """Return the application by which it is settled, if it is."""
        if self.notice == BOUNCED:
            return None
        return UUID(self.about.removeprefix("application/"))


async def list_notices(database: Database, limit: int) -> list[NoticeLine]:
    """Return the addresses that a person should look at, oldest first."""
    rows = await database.fetch(LISTED, limit, MessageRequested.TYPE)
    return [
        NoticeLine(
            about=row["about"],
            notice=row["notice"],
            noticed_at=row["noticed_at"],
            to_do=TO_DO[row["notice"]],
            last_worked=_address(row["disclosures"]),
        )
        for row in rows
    ]


def _address(disclosures: str | None) -> str | None:
    if not disclosures:
        return None
    said = dict(map(open_disclosure, disclosures.split("~")))
    return cast("str | None", said.get("to"))
