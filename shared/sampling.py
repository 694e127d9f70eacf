"""Sampling: gauges kept fresh, and an alarm when a transaction holds the relay back."""

import asyncio
from datetime import datetime

import structlog
from asyncpg import Record

from shared.database import WEATHER
from shared.running import RELAY, RunningService

SECONDS = 2.0
STARTING_SECONDS = 0.25
ALARM_SECONDS = 5.0

HORIZON = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
       pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next
"""
WAITING = "SELECT capability, reason, count(*) FROM waiting GROUP BY capability, reason"

log = structlog.get_logger()


class Horizon:
    """How long the oldest transaction has been open, seen from sample to sample."""

    def __init__(self, wall: datetime) -> None:
        self._oldest, self._since = 0, wall

    def held(self, row: "Record | None", wall: datetime) -> float:
        """Return for how many seconds the same transaction was the oldest."""
        oldest = int(row["oldest"]) if row else 0
        if row is None or oldest != self._oldest or oldest == row["next"]:
            self._oldest, self._since = oldest, wall
        return (wall - self._since).total_seconds()


async def keep_sampling(service: RunningService) -> None:
    """Refresh the gauges and the progress until cancelled."""
    horizon = Horizon(service.clock.wall())
    while True:
        try:
            await _sample_progress(service)
            await _sample_waiting(service)
            row = await service.pool.fetchrow(HORIZON)
            held = horizon.held(row, service.clock.wall())
            service.telemetry.oldest_transaction.set(held)
            if held > ALARM_SECONDS:
                log.warning("a transaction holds the relays back", seconds=round(held))
        except WEATHER as error:
            log.warning("not sampled", cause=type(error).__name__)
        await asyncio.sleep(SECONDS if _all_seen(service) else STARTING_SECONDS)


def _all_seen(service: RunningService) -> bool:
    return all(service.progress.has_seen(part) for part in service.subscribers)


async def _sample_progress(service: RunningService) -> None:
    telemetry, relay = service.telemetry, service.relay
    behind = await relay.lag()
    service.progress.note(RELAY, behind, await relay.place(), service.clock.wall())
    telemetry.relay_lag.set(behind)
    telemetry.relay_leads.set(relay.leads)
    telemetry.published.set(relay.published)
    for name, lag in (await service.consumer_lag()).items():
        place = lag.place if lag else 0
        left = lag.records if lag else None
        service.progress.note(name, left, place, service.clock.wall())
        if lag is not None:
            telemetry.consumer_lag.labels(name).set(lag.records)


async def _sample_waiting(service: RunningService) -> None:
    telemetry = service.telemetry
    for name, inbox in service.inboxes.items():
        telemetry.handled.labels(name).set(inbox.handled)
    rows = await service.pool.fetch(WAITING)
    telemetry.waiting.clear()
    for capability, reason, count in rows:
        telemetry.waiting.labels(capability, reason).set(count)
