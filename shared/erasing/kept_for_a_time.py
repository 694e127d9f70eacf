"""What nobody asks to have erased goes as well, on its day, and an event says so.

Kept for as many days as the rulebook says, from the day of recording: the words of
searches that name no person, and whatever else a service keeps for a time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

import structlog

from shared.capability import Capability, Database
from shared.clock import Clock, end_of_register_day, register_date
from shared.contracts.messaging import KeptForItsTime
from shared.contracts.sealing import open_disclosure
from shared.database import WEATHER
from shared.decider import Decider
from shared.errors import RegisterError
from shared.eventstore.deciding import Deciding
from shared.eventstore.minting import Minting
from shared.eventstore.recording import Circumstances
from shared.eventstore.store import Conflicted, Reading, Store
from shared.rulebook import Rulebook

POLL_SECONDS = 2.0
SEARCHED = "sought"

LONG_AGO = datetime(2, 1, 1, tzinfo=UTC)

KEPT = uuid5(NAMESPACE_URL, "register:kept-for-its-time")

# The type is spelt out so that a partial index can answer. A look that names a person
# goes with the person.
SEARCHES = """
SELECT d.event_id AS key, d.disclosures FROM events e
JOIN disclosures d ON d.event_id = e.id
WHERE e.type = 'register.views.looked.v1' AND d.person_id IS NULL
  AND e.recorded_at < $2
  -- The column is by the wall clock, and the time in the event by the register's.
  AND (convert_from(e.entry, 'UTF8')::json ->> 'time')::timestamptz >= $1
  AND (convert_from(e.entry, 'UTF8')::json ->> 'time')::timestamptz < $2
"""
FORGET = "DELETE FROM disclosures WHERE event_id = ANY($1::uuid[])"
KEEP = "INSERT INTO disclosures (event_id, disclosures) VALUES ($1, $2)"

log = structlog.get_logger()


class KeepingService(Protocol):
    """What a service lends to what forgets for it."""

    @property
    def name(self) -> str:
        """The service's name."""
        ...

    @property
    def store(self) -> Store:
        """Its event store."""
        ...

    @property
    def clock(self) -> Clock:
        """The register's clock."""
        ...

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force today."""
        ...

    @property
    def woken(self) -> Callable[[], None]:
        """Rings the relay's bell."""
        ...


@dataclass(frozen=True, slots=True)
class KeptFor:
    """Something that is kept for a time, by the rulebook's `rule`.

    `days` says how long; `forget` deletes what was recorded between two instants, in
    the caller's transaction, and returns how many went.
    """

    kind: str
    rule: str
    days: Callable[[Rulebook], int]
    forget: Callable[[Database, datetime, datetime], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Went:
    """So many of a kind went because their time was over."""

    event: KeptForItsTime


def stream_of(command: Went) -> str:
    """Return the stream of what a service kept of a kind."""
    return f"kept-for-its-time/{command.event.service}/{command.event.kind}"


def _decide(command: Went, _state: None) -> Sequence[KeptForItsTime]:
    return [command.event]


def _unchanged(state: None, _event: KeptForItsTime) -> None:
    return state


KEEPING = Capability(
    name="keeping",
    decider=Decider[Went, None, KeptForItsTime](
        initial=None, decide=_decide, evolve=_unchanged
    ),
    owns=(KeptForItsTime,),
    stream_of=stream_of,
    remembering=False,
)
"""The capability by which every service says what it keeps no longer."""


class Keeping:
    """Forgets in one service what has been kept for its time."""

    def __init__(self, service: KeepingService, kept: Sequence[KeptFor]) -> None:
        self._service = service
        self._kept = kept
        self._gone_before: dict[str, datetime] = {}
        self._minting = Minting()

    async def run(self) -> None:
        """Look whenever a day has begun by the register's calendar, for ever."""
        while True:
            for one in self._kept:
                try:
                    await self.forget(one)
                except (RegisterError, Conflicted, *WEATHER) as error:
                    log.warning(
                        "not forgotten yet", kind=one.kind, cause=type(error).__name__
                    )
            await asyncio.sleep(POLL_SECONDS)

    async def forget(self, kept: KeptFor) -> int:
        """Forget what is due today; return how many went."""
        service = self._service
        today = register_date(service.clock.now())
        days = kept.days(service.rulebook)
        before = end_of_register_day(today - timedelta(days=days + 1))
        since = self._gone_before.get(kept.kind, LONG_AGO)
        if since >= before:
            return 0
        async with service.store.unit() as unit:
            went = Went(self._event(kept, before, 0))
            stream = stream_of(went)
            # What is read first fixes the snapshot, before anything is written.
            read = await unit.read(Reading(lengths=[stream]))
            if unit.database is None:
                return 0
            count = await kept.forget(unit.database, since, before)
            if count:
                deciding = Deciding(service.name, {}, {}, self._minting, read.lengths)
                went = Went(self._event(kept, before, count))
                deciding.decide(KEEPING, went, self._circumstances(stream, before))
                await unit.write(deciding.writing)
        self._gone_before[kept.kind] = before
        if count:
            log.info("kept for its time", kind=kept.kind, count=count)
            service.woken()
        return count

    def _event(self, kept: KeptFor, before: datetime, count: int) -> KeptForItsTime:
        version = self._service.rulebook.version_label
        return KeptForItsTime(
            service=self._service.name,
            kind=kept.kind,
            recorded_before=before,
            count=count,
            rule=f"{version} retention.{kept.rule}",
        )

    def _circumstances(self, stream: str, before: datetime) -> Circumstances:
        service, cause = self._service, uuid5(KEPT, f"{stream} {before.isoformat()}")
        return Circumstances(
            actor=f"service:{service.name}",
            now=service.clock.now(),
            wall=service.clock.wall(),
            rulebook=service.rulebook.version_label,
            correlation_id=cause,
            causation_id=cause,
        )


def without_words(disclosures: str) -> str:
    """Return a look's disclosures, joined by `~`, without the words searched for."""
    return "~".join(
        one
        for one in disclosures.split("~")
        if one and not _is_searched(open_disclosure(one))
    )


def _is_searched(opened: tuple[str, object]) -> bool:
    return opened[0] == SEARCHED


async def _forget_searches(
    database: Database, since: datetime, before: datetime
) -> int:
    rows = await database.fetch(SEARCHES, since, before)
    shortened = [
        (row["key"], left)
        for row in rows
        if (left := without_words(row["disclosures"])) != row["disclosures"]
    ]
    if shortened:
        await database.execute(FORGET, [key for key, _ in shortened])
        await database.executemany(KEEP, [row for row in shortened if row[1]])
    return len(shortened)


SEARCH_TEXT = KeptFor(
    kind="search-text",
    rule="search_text_days",
    days=lambda rulebook: rulebook.retention.search_text_days,
    forget=_forget_searches,
)
"""The words of searches that name no person, in a service's own store."""
