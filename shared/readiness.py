"""Readiness: what must be well before a service is sent work, part by part."""

from shared.running import RELAY, RunningService
from shared.web.health import Check


def readiness(service: RunningService) -> dict[str, Check]:
    """Return what readiness asks: each check judges progress, not mere presence."""

    async def store() -> str | None:
        await service.pool.fetchval("SELECT 1")
        return None

    async def relay() -> str | None:
        return service.progress.complaint(RELAY, service.clock.wall())

    async def subscribers() -> str | None:
        for inbox in service.inboxes.values():
            if inbox.stopped is not None:
                return inbox.stopped
        wall = service.clock.wall()
        complaints = [
            *(failing.complaint(wall) for failing in service.failing.values()),
            *(service.progress.complaint(part, wall) for part in service.subscribers),
        ]
        return next(filter(None, complaints), None)

    return {"store": store, "relay": relay, "subscribers": subscribers}
