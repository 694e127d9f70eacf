"""One batch, from records to committed entries, in one transaction."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.audit.log.adding import Batch, append
from services.audit.log.entry import Cause, Entry
from services.audit.log.feed import Fetched
from services.audit.log.findings import Finding, Moment
from services.audit.log.measures import Measures
from services.audit.log.refilled import put_back, put_back_repeated
from services.audit.log.sequencing import Reading, Sorting, sort_batch, told
from services.audit.log.store import heads_of, known_events, taken_places
from shared.capability import Database
from shared.merkle import RightEdge


@dataclass(frozen=True)
class Brought:
    """What comes otherwise than from Kafka: events out of a store, and findings.

    `disclosed` are entries that the log has, by index, with disclosures that it lacks.
    """

    readings: Sequence[Reading] = ()
    findings: Sequence[Finding] = ()
    disclosed: Sequence[tuple[int, Entry]] = ()


class Intake:
    """Takes batches into the log.

    `edge` is the tree as it is committed; `grown` is set when it has become another.
    One task at a time takes in, over the leader's connection; others bring, and wait.
    """

    def __init__(
        self,
        database: Database,
        edge: RightEdge,
        moment: Callable[[], Moment],
        measures: Measures,
    ) -> None:
        self._database = database
        self._moment = moment
        self._measures = measures
        self.edge = edge
        self.grown = asyncio.Event()
        self._brought: deque[tuple[Brought, asyncio.Future[None]]] = deque()

    async def bring(self, brought: Brought) -> None:
        """Hand over what is to be taken in, and return when it is committed."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._brought.append((brought, done))
        await done

    async def take_brought(self) -> None:
        """Commit what others have brought."""
        while self._brought:
            brought, done = self._brought.popleft()
            if brought.disclosed:
                # In turn with erasures, so that none falls between asking and keeping.
                await put_back(self._database, brought.disclosed)
            if brought.readings or brought.findings:
                await self.take_in(Fetched("", brought.readings), brought.findings)
            if not done.done():
                done.set_result(None)

    async def take_in(self, fetched: Fetched, findings: Sequence[Finding] = ()) -> None:
        """Commit what the batch brings and where its partitions go on."""
        places = {
            (reading.stream, reading.version): None
            for _, reading in fetched.readings
            if isinstance(reading, Entry)
        }
        logged = await taken_places(self._database, places)
        sorting = sort_batch(fetched.readings, logged, fetched.cluster_id)
        sorting.findings.update({finding.id: finding for finding in findings})
        moment = self._moment()
        entries = [*sorting.entries, *await self._tell(sorting, moment)]
        grown, _ = self.edge.append([entry.leaf for entry in entries])
        batch = Batch(
            before=self.edge,
            after=grown,
            entries=entries,
            recorded_at=moment.wall,
            now=moment.now,
            quarantined=sorting.quarantined,
            offsets=fetched.offsets,
            cluster_id=fetched.cluster_id,
        )
        # First, since the batch moves the offsets past what is disclosed here.
        await put_back_repeated(self._database, sorting.repeated)
        await append(self._database, batch)
        self.edge = grown
        self.grown.set()
        self._measure(sorting, batch)

    async def _tell(self, sorting: Sorting, moment: Moment) -> list[Entry]:
        findings = list(sorting.findings.values())
        if not findings:
            return []
        streams = sorted({finding.stream for finding in findings})
        heads = await heads_of(self._database, streams)
        ids = [(finding.stream, finding.id) for finding in findings]
        known = await known_events(self._database, ids)
        return told(findings, heads, known, moment)

    def _measure(self, sorting: Sorting, batch: Batch) -> None:
        conflicts = [it for it in sorting.quarantined if it.cause is Cause.CONFLICT]
        self._measures.conflicts.inc(len(conflicts))
        self._measures.quarantined.inc(len(sorting.quarantined) - len(conflicts))
        self._measures.repeated.inc(len(sorting.repeated))
        if batch.entries:
            self._measures.committed(batch.after.size)
