"""A database back from a backup takes back the events that its service had recorded.

The audit log has every event that was published, byte for byte. What this store lacks
of its own is appended again with the same ids and versions, in the log's order; read
tables and deadlines follow as they did the first time. What others said is heard again
by the inboxes afterwards: it changes nothing that was decided before.
"""

from base64 import b64decode
from collections.abc import Mapping, Sequence

import structlog

from shared.capability import Capability
from shared.contracts.contract import EventData
from shared.contracts.messaging import CommandRefused
from shared.errors import Unavailable, Unreadable
from shared.eventstore.projecting import project
from shared.eventstore.store import NewEvent, Reading, Store, Unit, Writing
from shared.messaging.arrivals import Arrival, Heard, judge_bytes
from shared.messaging.the_log import Item, TheLog
from shared.messaging.withholding import withhold_erased

log = structlog.get_logger()


class LogLacks(Unavailable):
    """The log lacks what the database lacks: it cannot be mended by asking again."""

    def __init__(self, stream: str, first: int, last: int) -> None:
        versions = f"version {first}" if first == last else f"versions {first}-{last}"
        super().__init__(
            f"This database and the audit log both lack {versions} of {stream}, and "
            f"the log has version {last + 1}: restore a backup of this database that "
            f"has {'it' if first == last else 'them'}."
        )


class TakingBack:
    """Takes back from the log what one service's store lacks of its own events."""

    def __init__(
        self,
        service: str,
        store: Store,
        capabilities: Sequence[Capability],
        the_log: TheLog,
    ) -> None:
        self._service = service
        self._store = store
        self._capabilities = {one.name: one for one in capabilities}
        self._owners: Mapping[type[EventData], Capability] = {
            event: one for one in capabilities for event in one.owns
        }
        self._log = the_log
        # What came before its predecessor: the log may have learnt that one later.
        self._ahead: dict[tuple[str, int], Heard] = {}

    async def take_back(self) -> int:
        """Append what is lacking; return how many events came back.

        Raises `LogLacks` where the log itself lacks one of them, and `Unreadable`
        where an event is not of this version of the software: the service may not
        open on half of its history.
        """
        self._ahead.clear()
        if not await self._lacks_any():
            return 0
        log.warning("events are taken back from the log")
        back = 0
        async for page in self._log.entries():
            back += await self._append(page)
        if self._ahead:
            stream, version = min(self._ahead)
            async with self._store.unit() as unit:
                reached = (await unit.read(Reading(lengths=[stream]))).lengths
            raise LogLacks(stream, reached.get(stream, 0) + 1, version - 1)
        log.warning("events taken back from the log", count=back)
        return back

    async def _lacks_any(self) -> bool:
        async for heads in self._log.heads():
            async with self._store.unit() as unit:
                has = (await unit.read(Reading(lengths=sorted(heads)))).lengths
            if any(has.get(stream, 0) < version for stream, version in heads.items()):
                return True
        return False

    async def _append(self, page: Sequence[Item]) -> int:
        """Append what is next of a page of entries, in one transaction."""
        heard = [_heard(one) for one in page]
        async with self._store.unit() as unit:
            streams = sorted({one.stream for one in heard})
            lengths = (await unit.read(Reading(lengths=streams))).lengths
            lacking = [one for one in heard if one.version > lengths.get(one.stream, 0)]
            ahead = dict(self._ahead)
            following = in_turn(lacking, lengths, ahead)
            if following:
                await self._write(unit, following)
        self._ahead = ahead
        return len(following)

    async def _write(self, unit: Unit, lacking: Sequence[Heard]) -> None:
        # Whom this database knows as erased is not disclosed again.
        known = await withhold_erased(unit.database, lacking)
        events = [self._new_event(one) for one in known]
        writing = Writing(events=events)
        for event in events:
            owner = self._owners.get(type(event.event))
            if owner is not None:
                changes = owner.deadlines(event.event)
                writing.deadlines.extend((owner.name, change) for change in changes)
        await unit.write(writing)
        await project(unit, self._capabilities, events)

    def _new_event(self, arrival: Arrival) -> NewEvent:
        heard = _readable(arrival)
        return NewEvent(
            envelope=heard.envelope,
            event=heard.event,
            entry=heard.raw,
            disclosures=tuple(filter(None, heard.disclosures.split("~"))),
            topic=f"{self._service}.{self._kind_of_topic(heard.event)}",
        )

    def _kind_of_topic(self, event: EventData) -> str:
        if isinstance(event, CommandRefused):
            return "refusals"
        owner = self._owners.get(type(event))
        if owner is None:
            raise Unreadable(f"Nothing in this service records {event.TYPE}.")
        return owner.topic


def in_turn(
    lacking: Sequence[Heard],
    lengths: Mapping[str, int],
    ahead: dict[tuple[str, int], Heard],
) -> list[Heard]:
    """Return what can follow, in order; the rest goes into `ahead`, to come later.

    `lengths` are the versions that the streams have reached.
    """
    reached = dict(lengths)
    following: list[Heard] = []
    for one in lacking:
        ahead[one.stream, one.version] = one
        place = (one.stream, reached.get(one.stream, 0) + 1)
        while place in ahead:
            following.append(ahead.pop(place))
            reached[one.stream] = place[1]
            place = (one.stream, place[1] + 1)
    return following


def _heard(item: Item) -> Heard:
    try:
        raw, disclosures = b64decode(item["entry"]), str(item["disclosures"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unavailable("The audit service answers no entries.") from error
    return _readable(judge_bytes(raw, disclosures))


def _readable(arrival: Arrival) -> Heard:
    if not isinstance(arrival, Heard):
        raise Unreadable(f"An event in the log cannot be read: {arrival.sentence}")
    return arrival
