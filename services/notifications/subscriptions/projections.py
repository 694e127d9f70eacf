"""The table of subscribers follows its events, in the deciding transaction."""

from collections.abc import Sequence

from services.notifications.subscriptions.queries import Status
from shared.capability import Database, Recorded
from shared.contracts.subscribing import (
    SubscriberDisabled,
    SubscriberEnabled,
    SubscriberEnded,
    SubscriberEndpointChanged,
    SubscriberRegistered,
    SubscriberSecretRotated,
)

REGISTERED = """
INSERT INTO subscribers (
    subscriber_id,
    kind,
    title,
    url,
    changes,
    secret_id,
    registered_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (subscriber_id) DO NOTHING
"""

MOVED = "UPDATE subscribers SET url = $2 WHERE subscriber_id = $1"

ROTATED = """
UPDATE subscribers
SET secret_id = $2,
    earlier_secret_id = $3,
    earlier_until = $4
WHERE subscriber_id = $1
"""

STANDS = """
UPDATE subscribers
SET status = $2,
    code = $3
WHERE subscriber_id = $1
"""

# Who is told no more needs no endpoint.
ENDED = """
UPDATE subscribers
SET status = 'ended',
    code = NULL,
    url = NULL,
    earlier_secret_id = NULL,
    earlier_until = NULL
WHERE subscriber_id = $1
"""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the table up to these events, in their order: there are few."""
    for one in recorded:
        match one.event:
            case SubscriberRegistered() as event:
                await database.execute(
                    REGISTERED,
                    event.subscriber_id,
                    event.kind.value,
                    event.title,
                    event.url,
                    [change.value for change in event.changes],
                    event.secret_id,
                    one.envelope.time,
                )
            case SubscriberEndpointChanged() as event:
                await database.execute(MOVED, event.subscriber_id, event.url)
            case SubscriberSecretRotated() as event:
                await database.execute(
                    ROTATED,
                    event.subscriber_id,
                    event.secret_id,
                    event.earlier_secret_id,
                    event.earlier_until,
                )
            case SubscriberDisabled() as event:
                disabled = Status.DISABLED.value, event.code
                await database.execute(STANDS, event.subscriber_id, *disabled)
            case SubscriberEnabled() as event:
                enabled = Status.ENABLED.value, None
                await database.execute(STANDS, event.subscriber_id, *enabled)
            case SubscriberEnded() as event:
                await database.execute(ENDED, event.subscriber_id)
            case _:
                pass
