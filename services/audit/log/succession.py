"""One log after another: a log that was handed over is never signed for again."""

from services.audit.log.broken import LogBroken
from services.audit.log.findings import ending_of
from services.audit.log.store import known_events
from shared.capability import Database


async def has_ended(database: Database, origin: str) -> bool:
    """Tell whether a log's last entry, which hands it over, is there."""
    return bool(await known_events(database, [ending_of(origin)]))


async def refuse_ended(database: Database, origin: str) -> None:
    """Raise `LogBroken` if the log was handed over, or is half way there."""
    if await has_ended(database, origin):
        raise LogBroken(
            f"The log {origin} was handed over: run the hand-over again to end it."
        )
