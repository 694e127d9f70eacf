"""Mending: what is missing in the log is asked for again, and both are entries.

A gap is found by a later version, at once, or by comparing the last versions with each
service's own store: at a take-over, on a new Kafka and hourly. What stays missing is
asked for again and again, and stays visible until it is there.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from oversight.completeness import Versions
from services.audit.log.findings import FoundBy, gap_detected, gap_filled
from services.audit.log.gap_report import GapReport, write_report
from services.audit.log.going_on import finished, going_on
from services.audit.log.measures import Measures
from services.audit.log.missing import (
    gaps_before,
    gaps_everywhere,
    gaps_told,
    still_missing,
    without,
)
from services.audit.log.producers import Producers
from services.audit.log.sequencing import read_all
from services.audit.log.store import heads_of, last_recorded_at
from services.audit.log.taking_in import Brought, Intake
from shared.capability import Database
from shared.errors import Unavailable

GAP_SECONDS = 1.0
LOOK_SECONDS = 0.5
SETTLING_SECONDS = 2.0
COMPARE_SECONDS = 3600.0
LONGEST_PAUSE_SECONDS = 60.0
ON_THEIR_WAY = timedelta(seconds=5)

log = structlog.get_logger()


@dataclass
class OpenGap:
    """A gap that is an entry: who can fill it, and when to ask again (monotonic)."""

    source: str
    due: float = 0.0
    attempts: int = 0

    def put_off(self, now: float) -> None:
        """Ask again later, each time after a longer pause."""
        self.due = now + min(LONGEST_PAUSE_SECONDS, 2.0**self.attempts)
        self.attempts += 1


@dataclass
class Mending:
    """Finds what is missing and fills it; `compare_now` asks for a comparison.

    Gaps that are open are reported in a file of the directory `report_in`.
    `may_compare` tells whether the log reads Kafka: otherwise everything is missing.
    """

    intake: Intake
    producers: Producers
    measures: Measures
    may_compare: Callable[[], bool]
    now: Callable[[], datetime]
    report_in: Path
    compare_now: asyncio.Event = field(default_factory=asyncio.Event)
    gaps: dict[Versions, OpenGap] = field(default_factory=dict[Versions, OpenGap])
    _suspected: dict[Versions, OpenGap] = field(default_factory=dict[Versions, OpenGap])
    _looked_up_to: int = 0
    _reported: GapReport | None = None

    async def keep_filling(self, database: Database) -> None:
        """Find gaps by later versions, and fill whatever is open."""
        await self.begin(database)
        while going_on():
            await self.look(database)
            await self.fill(database)
            await self._report()
            await asyncio.sleep(LOOK_SECONDS)

    async def keep_comparing(self, database: Database) -> None:
        """Compare with the services' stores; soon again where one does not answer."""
        while going_on():
            self.compare_now.clear()
            pause = COMPARE_SECONDS
            for service in self.producers.names:
                try:
                    await self.compare(database, service)
                except Unavailable as error:
                    log.warning("log not compared", cause=error.sentence)
                    pause = SETTLING_SECONDS
            try:
                async with asyncio.timeout(pause):
                    await self.compare_now.wait()
            except TimeoutError:
                continue

    async def begin(self, database: Database) -> None:
        """Take up what an earlier leader left open, and look at the whole log once."""
        self._looked_up_to = self.intake.edge.size
        for versions, source in (await gaps_told(database)).items():
            self.gaps[versions] = OpenGap(source)
        for versions, source in (await gaps_everywhere(database)).items():
            self._suspect(versions, source)

    async def look(self, database: Database) -> None:
        """Find new gaps, and open those that have lasted."""
        end = self.intake.edge.size
        fresh = await gaps_before(database, self._looked_up_to, end)
        self._looked_up_to = end
        for versions, source in fresh.items():
            self._suspect(versions, source)
        now = time.monotonic()
        for versions, gap in list(self._suspected.items()):
            if gap.due <= now:
                del self._suspected[versions]
                await self.open(database, versions, gap.source, FoundBy.LATER_VERSION)

    async def open(
        self, database: Database, versions: Versions, source: str, found_by: FoundBy
    ) -> None:
        """Say that what the log still lacks of some versions is missing."""
        for missing in await still_missing(database, versions):
            for new in list(without(missing, self.gaps)):
                finding = gap_detected(new, source, found_by)
                self.gaps[new] = OpenGap(source)
                await self.intake.bring(Brought(findings=[finding]))
                log.warning("gap detected", stream=new.stream, first=new.first)

    async def fill(self, database: Database) -> None:
        """Ask the producers for what is open and due; say what is filled."""
        for versions, gap in list(self.gaps.items()):
            if gap.due > time.monotonic():
                continue
            if await still_missing(database, versions):
                await self._pull(versions, gap)
            if await still_missing(database, versions):
                gap.put_off(time.monotonic())
                continue
            await self.intake.bring(Brought(findings=[gap_filled(versions)]))
            del self.gaps[versions]
            log.info("gap filled", stream=versions.stream, first=versions.first)

    async def compare(self, database: Database, service: str) -> None:
        """Open every tail that a service's store has and the log has not.

        What is merely on its way gets time to arrive.
        """
        started, behind = self.now(), dict[str, int]()
        async for heads in self.producers.heads(service):
            behind |= await _ahead_of_log(database, dict(heads))
        if not behind:
            return
        await self._settle(database, started)
        for stream, version in (await _ahead_of_log(database, behind)).items():
            tail = Versions(stream, 1, version)
            source, found_by = f"/{service}", FoundBy.PRODUCERS_STORE
            await self.open(database, tail, source, found_by)

    async def _pull(self, versions: Versions, gap: OpenGap) -> None:
        service, after = gap.source.removeprefix("/"), versions.first - 1
        try:
            while after < versions.last:
                page = await self.producers.stream(service, versions.stream, after)
                wanted = [it for it in page if it.offset <= versions.last]
                if not wanted:
                    return
                await self.intake.bring(Brought(readings=read_all(wanted)))
                after = wanted[-1].offset
        except Unavailable as error:
            log.warning("missing events not pulled", cause=error.sentence)

    async def _settle(self, database: Database, since: datetime) -> None:
        """Return once what was on its way has come: nothing does, or what was later."""
        size = -1
        while size != self.intake.edge.size or not self.may_compare():
            recorded_at = await last_recorded_at(database)
            if recorded_at is not None and recorded_at > since + ON_THEIR_WAY:
                return
            size = self.intake.edge.size
            await asyncio.sleep(SETTLING_SECONDS)

    async def _report(self) -> None:
        self.measures.gaps.set(len(self.gaps))
        report = GapReport(open=Counter(gap.source for gap in self.gaps.values()))
        if report != self._reported:
            await finished(asyncio.to_thread(write_report, self.report_in, report))
            self._reported = report

    def _suspect(self, versions: Versions, source: str) -> None:
        due = time.monotonic() + GAP_SECONDS
        self._suspected.setdefault(versions, OpenGap(source, due))


async def _ahead_of_log(database: Database, heads: dict[str, int]) -> dict[str, int]:
    logged = await heads_of(database, list(heads))
    return {
        stream: version
        for stream, version in heads.items()
        if version > logged.get(stream, 0)
    }
