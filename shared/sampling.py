"""Sampling: gauges kept fresh, and an alarm when a transaction holds the relay back."""

import asyncio
from collections import Counter

import asyncpg
import structlog

from shared.running import RunningService

SECONDS = 2.0
ALARM_SECONDS = 5.0

HORIZON = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
       pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next
"""

log = structlog.get_logger()


async def keep_sampling(service: RunningService) -> None:
    """Refresh the gauges until cancelled."""
    oldest, since = 0, service.clock.wall()
    while True:
        try:
            await _sample(service)
            row = await service.pool.fetchrow(HORIZON)
            if row is None or row["oldest"] != oldest or row["oldest"] == row["next"]:
                oldest, since = (row["oldest"] if row else 0), service.clock.wall()
            held = (service.clock.wall() - since).total_seconds()
            service.telemetry.oldest_transaction.set(held)
            if held > ALARM_SECONDS:
                log.warning("a transaction holds the relays back", seconds=round(held))
        except (OSError, asyncpg.PostgresError) as error:
            log.warning("not sampled", cause=type(error).__name__)
        except asyncpg.InterfaceError as error:
            log.warning("not sampled", cause=type(error).__name__)
        await asyncio.sleep(SECONDS)


async def _sample(service: RunningService) -> None:
    telemetry = service.telemetry
    telemetry.relay_lag.set(await service.relay.lag())
    telemetry.relay_leads.set(service.relay.leads)
    telemetry.published.set(service.relay.published)
    for name, lag in (await service.consumer_lag()).items():
        telemetry.consumer_lag.labels(name).set(lag)
    telemetry.waiting.clear()
    for name, inbox in service.inboxes.items():
        telemetry.handled.labels(name).set(inbox.handled)
        waiting = await service.store.waiting(name, None, 5000)
        for reason, count in Counter(message.reason for message in waiting).items():
            telemetry.waiting.labels(name, reason).set(count)
