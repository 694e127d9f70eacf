"""A service that takes back from the audit log what its store lacks."""

import asyncio
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import pytest
from structlog.testing import capture_logs

from shared.errors import Unavailable, Unreadable
from shared.eventstore.memory import MemoryStore
from shared.eventstore.store import NewEvent, Writing
from shared.messaging import replaying
from shared.messaging.replaying import WAITS, Replaying
from shared.messaging.taking_back import LogLacks, TakingBack
from shared.messaging.the_log import HEADS, TheLog
from tests.support.made_up import SPEAKING
from tests.support.recorded import new_event

ONE, OTHER = "application/1", "application/2"
PAGE = 2


class Log:
    """The log's entries of one service, answered two at a time."""

    urls: Mapping[str, str] = {"audit": "http://127.0.0.1:8004"}

    def __init__(self, *events: NewEvent) -> None:
        self.events = events
        self.asked: list[str] = []

    async def ask(
        self, service: str, path: str, query: Mapping[str, str | int]
    ) -> dict[str, Any]:
        """Answer as the audit service does."""
        assert (service, query["source"]) == ("audit", "/applications")
        self.asked.append(path)
        after = query["after"]
        if path == HEADS:
            heads = {it.envelope.subject: it.envelope.sequence for it in self.events}
            page = sorted((s, v) for s, v in heads.items() if s > str(after))[:PAGE]
            rows = [{"stream": stream, "version": version} for stream, version in page]
            following = page[-1][0] if len(page) == PAGE else None
            return {"heads": rows, "next": following}
        indexed = [it for it in enumerate(self.events) if it[0] > int(after)][:PAGE]
        return {
            "entries": [
                {
                    "index": index,
                    "entry": b64encode(event.entry).decode(),
                    "disclosures": "~".join(event.disclosures),
                }
                for index, event in indexed
            ],
            "next": indexed[-1][0] if len(indexed) == PAGE else None,
        }


def taking_back(store: MemoryStore, log: Log) -> TakingBack:
    return TakingBack("applications", store, (SPEAKING,), TheLog(log, "applications"))


async def held(store: MemoryStore, stream: str) -> Sequence[tuple[bytes, object, str]]:
    return [
        (event.entry, event.disclosures, event.topic)
        for event in await store.stream(stream, 0, 100)
    ]


async def write(store: MemoryStore, *events: NewEvent) -> None:
    async with store.unit() as unit:
        await unit.write(Writing(events=list(events)))


def of(*events: NewEvent) -> Sequence[tuple[bytes, object, str]]:
    return [(event.entry, event.disclosures, event.topic) for event in events]


@pytest.fixture
def story() -> list[NewEvent]:
    """Five events of two streams, as the log has them in its order."""
    places = [(ONE, 1), (OTHER, 1), (ONE, 2), (OTHER, 2), (ONE, 3)]
    return [new_event(stream, version) for stream, version in places]


async def test_has_its_events_again_with_their_ids_and_disclosures(
    story: list[NewEvent],
) -> None:
    store, log = MemoryStore(), Log(*story)
    await write(store, story[0], story[1])
    assert await taking_back(store, log).take_back() == 3
    assert await held(store, ONE) == of(story[0], story[2], story[4])
    assert await held(store, OTHER) == of(story[1], story[3])


async def test_asks_for_no_entry_when_it_lacks_none(story: list[NewEvent]) -> None:
    store, log = MemoryStore(), Log(*story)
    # It has more than the log: what it has just said is still on its way.
    await write(store, *story, new_event(OTHER, 3))
    assert await taking_back(store, log).take_back() == 0
    assert set(log.asked) == {HEADS}


async def test_can_be_interrupted_and_begun_again(story: list[NewEvent]) -> None:
    store = MemoryStore()
    with pytest.raises(Unavailable):
        await taking_back(store, Log(*story[:2], story[4])).take_back()
    assert await taking_back(store, Log(*story)).take_back() == 3
    assert await held(store, ONE) == of(story[0], story[2], story[4])


async def test_waits_for_what_the_log_learnt_later(story: list[NewEvent]) -> None:
    store = MemoryStore()
    late = [story[4], story[1], story[3], story[2], story[0]]
    log = Log(*late)
    assert await taking_back(store, log).take_back() == 5
    assert await held(store, ONE) == of(story[0], story[2], story[4])


async def test_does_not_open_on_a_history_with_a_hole(story: list[NewEvent]) -> None:
    store = MemoryStore()
    with pytest.raises(LogLacks, match=f"both lack version 2 of {ONE}"):
        await taking_back(store, Log(story[0], story[4])).take_back()
    assert await held(store, ONE) == of(story[0])


async def test_says_once_which_event_it_waits_for_and_what_to_do(
    story: list[NewEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "MENDED_BY_A_PERSON_SECONDS", 0.001)
    store, log = MemoryStore(), Log(story[0], story[4])
    waiting = Replaying(
        "applications", store, log, _nobody_erased, taking_back(store, log)
    )
    with capture_logs() as said, suppress(TimeoutError):
        async with asyncio.timeout(0.1):
            await waiting.run()
    why = (
        f"This database and the audit log both lack version 2 of {ONE}, and the log "
        "has version 3: restore a backup of this database that has it."
    )
    assert waiting.waits == f"{WAITS} {why}"
    [line] = [one for one in said if one["event"] == "not taken back from the log yet"]
    assert line["why"] == why


async def _nobody_erased() -> int:
    return 0


async def test_takes_no_event_back_that_nobody_owns(story: list[NewEvent]) -> None:
    nobodys = TakingBack(
        "applications", MemoryStore(), (), TheLog(Log(*story), "applications")
    )
    with pytest.raises(Unreadable, match="records register"):
        await nobodys.take_back()
