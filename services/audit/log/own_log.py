"""The log as its own service asks it, when it starts.

A database back from a backup lacks what this service itself recorded, like any other
service's. The log answers from its tables, but not before it is whole again: refilled
from its files, and then read from Kafka to the end.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from services.audit.log.erasing import ordered_erasures
from services.audit.log.feed import known_cluster
from services.audit.log.files import SIGNED
from services.audit.log.recorded_by import entries_by, heads_by
from services.audit.log.refilled import open_refills
from services.audit.log.store import read_length, read_offsets
from services.audit.settings import Settings
from shared.errors import Unavailable
from shared.messaging.the_log import AUDIT, ENTRIES, HEADS
from shared.messaging.topics import SERVICES, existing_partitions
from shared.running import RunningService
from shared.tlog.checkpoint import parse_checkpoint
from shared.tlog.note import parse_note
from shared.tlog.reading import CHECKPOINT

PAGE = 200
OWN_TOPICS = ("audit.events", "audit.refusals", "audit.views")


class OwnLog:
    """Answers what `TheLog` asks, from the tables of the service that asks."""

    def __init__(self, service: RunningService, settings: Settings) -> None:
        self._service = service
        self._settings = settings
        self.urls: Mapping[str, str] = {AUDIT: ""}

    async def ask(
        self, service: str, path: str, query: Mapping[str, str | int]
    ) -> dict[str, Any]:
        """Answer as the route of that path does; `Unavailable` while not whole."""
        if service != AUDIT:
            raise LookupError(service)
        after = query["after"]
        if path == HEADS and after == "":
            await self._require_refilled()
        if path == ENTRIES and after == -1:
            await self._require_all_read()
        async with self._service.read() as database:
            if path == HEADS:
                heads = await heads_by(database, str(query["source"]), str(after), PAGE)
                return _page("heads", heads, "stream")
            if path == ENTRIES:
                entries = await entries_by(
                    database, str(query["source"]), int(after), PAGE
                )
                return _page("entries", entries, "index")
            erasures = await ordered_erasures(database, SERVICES, int(after), PAGE)
            return _page("erasures", erasures, "index")

    async def _require_refilled(self) -> None:
        """Raise `Unavailable` while the tables lack what was signed or said."""
        signed = await asyncio.to_thread(self._signed_size)
        async with self._service.read() as database:
            size = await read_length(database)
            refilled = bool(await open_refills(database))
        if size < signed:
            raise Unavailable(
                f"The log's database has {size} of the {signed} entries that were "
                "signed: it is refilled from the log's files."
            )
        if refilled:
            await self._require_all_read()

    async def _require_all_read(self) -> None:
        """Raise `Unavailable` while Kafka holds what we said and the log has not."""
        settings, ends = self._service.settings, self._service.end_offsets
        topics = [f"{settings.topic_prefix}{topic}" for topic in OWN_TOPICS]
        try:
            cluster = await known_cluster(settings.kafka)
            places = [
                TopicPartition(*place)
                for place in await existing_partitions(settings.kafka, topics)
            ]
            last, first = await ends.of(places), await ends.beginnings(places)
        except KafkaError as error:
            raise Unavailable("Kafka does not answer.") from error
        async with self._service.read() as database:
            read = await read_offsets(database, cluster)
        left = sum(
            max(
                0,
                last[place]
                - max(first[place], read.get((place.topic, place.partition), 0)),
            )
            for place in places
        )
        if left:
            raise Unavailable(f"The log has {left} records of ours still to read.")

    def _signed_size(self) -> int:
        """Return how many entries the files promise; what they say is our own."""
        sizes = [0]
        for name in (SIGNED, CHECKPOINT):
            try:
                raw = (self._settings.log_directory / name).read_bytes()
            except FileNotFoundError:
                continue
            sizes.append(parse_checkpoint(parse_note(raw).text).size)
        return max(sizes)


def _page(name: str, items: Any, by: str) -> dict[str, Any]:  # noqa: ANN401
    page = [asdict(one) for one in items]
    return {name: page, "next": page[-1][by] if len(page) == PAGE else None}
