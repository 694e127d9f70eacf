"""The relay: from the store to Kafka, in transaction order, passing nothing over.

It reads below the oldest transaction still open, sends all, awaits every
acknowledgement and only then moves its cursor. It knows the Kafka it has spoken to: a
new cluster, or offsets that begin again, mean an emptied Kafka, and history is
published once more; those who have it skip it.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from asyncpg import Pool, Record

from shared.background import heed_cancellation, see_through
from shared.capability import Database
from shared.database import WEATHER
from shared.errors import Unavailable
from shared.messaging.cluster import ClusterWatch, end_offsets
from shared.messaging.cursor import Cursor, load_cursor, save_cursor
from shared.messaging.publishing import KafkaEmptied, create_producer, publish_rows
from shared.messaging.topics import ensure_topics

BATCH = 2000
POLL_SECONDS = 0.25
RETRY_SECONDS = 0.5
GATHER_SECONDS = 0.005
CLOSE_SECONDS = 2.0
LOCK = 8785_0001
CHANNEL = "register_events"
"""Where the bell is heard that another process rings."""

TRY = "SELECT pg_try_advisory_lock($1)"

READ = """
SELECT e.epoch, e.transaction_id::text AS transaction_id, e.position, e.topic, e.stream,
       e.version, e.id, e.type, e.traceparent, e.entry,
       CASE WHEN e.sealed THEN (
           SELECT d.disclosures FROM disclosures d WHERE d.event_id = e.id
       ) END AS disclosures
FROM events e
WHERE (e.epoch, e.transaction_id, e.position) > ($1, $2::text::xid8, $3)
  AND (e.epoch < $4
       OR e.transaction_id < pg_snapshot_xmin(pg_current_snapshot()))
ORDER BY e.epoch, e.transaction_id, e.position
LIMIT $5
"""

LAG = """
SELECT count(*) FROM (
    SELECT FROM events WHERE (epoch, transaction_id, position) > (
        SELECT epoch, transaction_id, position FROM relay_cursor
        UNION ALL SELECT 0, '0'::xid8, 0 LIMIT 1
    ) LIMIT 100000
) AS behind
"""

PLACE = "SELECT position FROM relay_cursor"

log = structlog.get_logger()


class Relay:
    """Publishes one service's events; many may run, one leads."""

    def __init__(
        self,
        pool: "Pool[Record]",
        epoch: int,
        bootstrap: str,
        prefix: str = "",
        kafka: ClusterWatch | None = None,
    ) -> None:
        self.kafka = kafka or ClusterWatch(bootstrap)
        self._pool = pool
        self._epoch = epoch
        self._bootstrap = bootstrap
        self._prefix = prefix
        self._bell = asyncio.Event()
        self.leads = False
        self.published = 0

    def ring(self) -> None:
        """Say that a commit has recorded events."""
        self._bell.set()

    async def run(self) -> None:
        """Lead when it is our turn, and publish until cancelled."""
        while True:
            heed_cancellation()
            try:
                async with self._leadership() as connection:
                    await self._lead(connection)
            except (KafkaError, KafkaEmptied, Unavailable, *WEATHER) as error:
                log.warning("relay paused", cause=type(error).__name__)
            finally:
                self.leads = False
            await asyncio.sleep(RETRY_SECONDS)

    async def place(self) -> int:
        """Return the position of the last event published, by whoever leads."""
        return int(await self._pool.fetchval(PLACE) or 0)

    async def lag(self) -> int:
        """Return how many events are not yet published (at most 100,000)."""
        return int(await self._pool.fetchval(LAG))

    @asynccontextmanager
    async def _leadership(self) -> AsyncGenerator[Database]:
        """Hold the leader's lock on a connection that does little else but read.

        It ends with the leadership, whatever becomes of us, and the lock with it.
        """
        async with self._pool.acquire() as connection:
            try:
                while not await connection.fetchval(TRY, LOCK):  # noqa: ASYNC110 - another process holds it
                    await asyncio.sleep(RETRY_SECONDS)
                await connection.add_listener(CHANNEL, self._heard)
                self.leads = True
                yield connection
            finally:
                with suppress(*WEATHER):
                    await connection.close(timeout=CLOSE_SECONDS)

    def _heard(self, *_: object) -> None:
        self._bell.set()

    async def _lead(self, connection: Database) -> None:
        await ensure_topics(self._bootstrap, self._prefix)
        producer = create_producer(self._bootstrap)
        watching = asyncio.create_task(self.kafka.run())
        try:
            await see_through(producer.start())
            cursor = await self._cursor(connection)
            while self.kafka.id == cursor.cluster_id:
                heed_cancellation()
                cursor, sent = await self.publish(connection, producer, cursor)
                if sent < BATCH:
                    await self._pause()
            raise KafkaEmptied(self.kafka.id)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            await producer.stop()

    async def _cursor(self, connection: Database) -> Cursor:
        """Return where to go on: from the beginning on a Kafka not spoken to before."""
        here = await self.kafka.look()
        cursor = await load_cursor(connection)
        if cursor is None:
            return Cursor(cluster_id=here)
        if cursor.cluster_id != here or await self._emptied(cursor.ends):
            log.warning("kafka is new, publishing history again", cluster_id=here)
            return Cursor(cluster_id=here)
        return cursor

    async def _emptied(self, acknowledged: dict[str, int]) -> bool:
        """Tell whether a partition ends before what it acknowledged to us."""
        if not acknowledged:
            return False
        ends = await end_offsets(self._bootstrap, acknowledged)
        return any(ends[name] <= offset for name, offset in acknowledged.items())

    async def publish(
        self, connection: Database, producer: AIOKafkaProducer, cursor: Cursor
    ) -> tuple[Cursor, int]:
        """Publish the next batch; return the cursor after it and its size."""
        rows = await connection.fetch(
            READ,
            cursor.epoch,
            cursor.transaction_id,
            cursor.position,
            self._epoch,
            BATCH,
        )
        if not rows:
            return cursor, 0
        try:
            ends = await publish_rows(producer, self._prefix, rows, cursor.ends)
        except KafkaEmptied:
            log.warning("kafka was emptied, publishing history again")
            await save_cursor(connection, Cursor(cluster_id=cursor.cluster_id))
            raise
        last = rows[-1]
        cursor = replace(
            cursor,
            epoch=last["epoch"],
            transaction_id=last["transaction_id"],
            position=last["position"],
            ends=ends,
        )
        await save_cursor(connection, cursor)
        self.published += len(rows)
        return cursor, len(rows)

    async def _pause(self) -> None:
        """Wait for the bell, at most the polling time, and for more to gather."""
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):
                await self._bell.wait()
                await asyncio.sleep(GATHER_SECONDS)
        self._bell.clear()
