"""Where subscribers are told, as the table says at the time of sending."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from services.notifications.sending.serving import Serving
from services.notifications.subscriptions.commands import Disable
from services.notifications.subscriptions.subscribers import SUBSCRIPTIONS
from services.notifications.transports.secrets import Secrets
from services.notifications.transports.webhook import Endpoint
from shared.eventstore.answers import Internal

# How long an old secret serves is told by the register's clock, as it was decided.
ENDPOINTS = """
SELECT
    subscriber_id,
    url,
    secret_id,
    CASE WHEN earlier_until > $2 THEN earlier_secret_id END AS earlier_secret_id
FROM subscribers
WHERE subscriber_id = ANY($1::uuid[])
AND status = 'enabled'
AND url IS NOT NULL
"""

GONE = "gone"
"""The code of a subscriber whose endpoint said 410."""


@dataclass(frozen=True, slots=True)
class KnownEndpoints:
    """The endpoints in the service's own table."""

    service: Serving
    secrets: Secrets

    async def of(self, subscribers: Collection[UUID]) -> Mapping[UUID, Endpoint]:
        """Return the endpoints of those that are to be told; of others nothing."""
        now = self.service.clock.now()
        rows = await self.service.pool.fetch(ENDPOINTS, list(subscribers), now)
        return {
            row["subscriber_id"]: Endpoint(
                row["url"],
                tuple(
                    self.secrets.of(secret_id)
                    for secret_id in (row["secret_id"], row["earlier_secret_id"])
                    if secret_id is not None
                ),
            )
            for row in rows
        }

    async def gone(self, subscriber_id: UUID) -> None:
        """Record that an endpoint said 410: it is disabled until a person enables it.

        Enabled and gone again, it is disabled again: no id is the same twice.
        """
        now = self.service.clock.now()
        said = uuid5(subscriber_id, f"{GONE} {self.service.clock.wall().isoformat()}")
        await self.service.execute_internal(
            [
                Internal(
                    capability=SUBSCRIPTIONS.name,
                    command=Disable(subscriber_id, GONE, now),
                    command_id=said,
                    actor=f"service:{self.service.name}",
                    correlation_id=said,
                    kept=False,
                )
            ]
        )
