"""What every event store does; the memory's and PostgreSQL's tests inherit it."""
# ruff: noqa: D102 - a test's name is its sentence

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.capability import ClearDeadline, SetDeadline
from shared.eventstore.store import (
    Conflicted,
    HeadMove,
    NewAnswer,
    Reading,
    Store,
    StoredAnswer,
    Waiting,
    Writing,
)
from tests.support.recorded import MOMENT, new_event

STREAM = "application/1"
HEAD = ("hearing", STREAM)
LATER = MOMENT + timedelta(hours=1)


async def write(store: Store, writing: Writing) -> None:
    """Write in a transaction of its own."""
    async with store.unit() as unit:
        await unit.write(writing)


async def append(store: Store, *versions: int, stream: str = STREAM) -> None:
    """Append events of these versions."""
    events = [new_event(stream, version) for version in versions]
    await write(store, Writing(events=events))


def message(
    version: int = 1, *, reason: str = "gap", awaits: str | None = None
) -> Waiting:
    """Return a message that waits until an hour after the moment."""
    return Waiting(
        capability="hearing",
        stream=STREAM,
        version=version,
        reason=reason,
        sentence="It waits.",
        source="/applications",
        attempts=0,
        since=MOMENT,
        due_at=LATER,
        awaits=awaits,
        record=b"{}",
        disclosures="",
    )


def deadline(
    name: str, minutes: int = 0, stream: str = STREAM
) -> tuple[str, SetDeadline]:
    """Return a deadline of a capability, some minutes after the moment."""
    return "speaking", SetDeadline(stream, name, MOMENT + timedelta(minutes=minutes))


class StoreBehaviour:
    """The tests; a subclass's module has the fixture `store`."""

    async def test_keeps_entries_and_disclosures_byte_for_byte(
        self, store: Store
    ) -> None:
        event = new_event(STREAM, 1)
        await write(store, Writing(events=[event]))
        (stored,) = await store.stream(STREAM, 0, 10)
        assert stored.entry == event.entry
        assert sorted(stored.disclosures) == sorted(event.disclosures)
        assert (stored.version, stored.type, stored.topic) == (
            1,
            event.envelope.type,
            event.topic,
        )

    async def test_reads_histories_in_version_order(self, store: Store) -> None:
        await append(store, 1, 2)
        await append(store, 3)
        async with store.unit() as unit:
            read = await unit.read(Reading(streams=[STREAM, "application/2"]))
        stored = await store.stream(STREAM, 0, 10)
        assert list(read.histories[STREAM]) == [event.entry for event in stored]
        assert "application/2" not in read.histories

    async def test_pages_through_a_stream(self, store: Store) -> None:
        await append(store, 1, 2, 3)
        page = await store.stream(STREAM, 1, 1)
        assert [event.version for event in page] == [2]

    async def test_refuses_a_version_that_is_taken_and_all_that_came_with_it(
        self, store: Store
    ) -> None:
        await append(store, 1)
        command_id = uuid4()
        taken = Writing(
            events=[new_event("application/2", 1), new_event(STREAM, 1)],
            answers=[NewAnswer(command_id, b"digest", b"answer")],
        )
        with pytest.raises(Conflicted):
            await write(store, taken)
        assert await store.answer(command_id) is None
        assert not await store.stream("application/2", 0, 10)

    async def test_lets_one_of_two_writers_of_a_stream_win(self, store: Store) -> None:
        async def append_second() -> None:
            async with store.unit() as unit:
                read = await unit.read(Reading(streams=[STREAM]))
                version = len(read.histories.get(STREAM, ())) + 1
                await both_have_read.wait()
                await unit.write(Writing(events=[new_event(STREAM, version)]))

        both_have_read = asyncio.Barrier(2)
        results = await asyncio.gather(
            append_second(), append_second(), return_exceptions=True
        )
        assert [type(result) for result in results if result] == [Conflicted]
        assert len(await store.stream(STREAM, 0, 10)) == 1

    async def test_does_not_see_what_is_committed_after_its_first_read(
        self, store: Store
    ) -> None:
        async with store.unit() as unit:
            before = await unit.read(Reading(streams=[STREAM]))
            await append(store, 1)
            after = await unit.read(Reading(streams=[STREAM], heads=[HEAD]))
        assert before.histories == after.histories == {}

    async def test_writes_nothing_when_its_block_raises(self, store: Store) -> None:
        async def fail() -> None:
            async with store.unit() as unit:
                await unit.write(Writing(events=[new_event(STREAM, 1)]))
                raise LookupError

        with pytest.raises(LookupError):
            await fail()
        assert not await store.stream(STREAM, 0, 10)

    async def test_keeps_one_answer_a_command(self, store: Store) -> None:
        command_id = uuid4()
        answers = [NewAnswer(command_id, b"digest", b"answer")]
        await write(store, Writing(answers=answers))
        with pytest.raises(Conflicted):
            await write(store, Writing(answers=answers))
        kept = StoredAnswer(b"digest", b"answer")
        assert await store.answer(command_id) == kept
        async with store.unit() as unit:
            read = await unit.read(Reading(answers=[command_id, uuid4()]))
        assert read.answers == {command_id: kept}

    async def test_moves_a_head_from_where_it_was_only(self, store: Store) -> None:
        await write(store, Writing(heads=[HeadMove(*HEAD, 0, 2)]))
        await write(store, Writing(heads=[HeadMove(*HEAD, 2, 3)]))
        for was in (0, 2):
            with pytest.raises(Conflicted):
                await write(store, Writing(heads=[HeadMove(*HEAD, was, 4)]))
        async with store.unit() as unit:
            read = await unit.read(Reading(heads=[HEAD, ("other", STREAM)]))
        assert read.heads == {HEAD: 3}

    async def test_lists_heads_of_event_topics_in_byte_order(
        self, store: Store
    ) -> None:
        await append(store, 1, 2, stream="b/1")
        await append(store, 1, stream="B/1")
        await append(store, 1, stream="a/é")
        elsewhere = new_event("c/1", 1, topic="applications.refusals")
        await write(store, Writing(events=[elsewhere]))
        assert await _heads(store, "") == [("B/1", 1), ("a/é", 1), ("b/1", 2)]
        assert await _heads(store, "B/1") == [("a/é", 1), ("b/1", 2)]

    async def test_keeps_a_message_until_it_is_released(self, store: Store) -> None:
        await write(store, Writing(parked=[message(2), message(3)]))
        assert [m.version for m in await store.waiting("hearing", None, 10)] == [2, 3]
        assert await store.waiting("other", None, 10) == []
        async with store.unit() as unit:
            read = await unit.read(Reading(heads=[HEAD]))
        assert list(read.waiting[HEAD]) == [message(2), message(3)]
        await write(store, Writing(released=[("hearing", STREAM, 2)]))
        assert [m.version for m in await store.waiting("hearing", None, 10)] == [3]

    async def test_counts_attempts_and_keeps_the_record_as_it_first_came(
        self, store: Store
    ) -> None:
        await write(store, Writing(parked=[message(2)]))
        again = replace(message(2), reason="poison", record=b"[]", since=LATER)
        await write(store, Writing(parked=[again]))
        (kept,) = await store.waiting("hearing", None, 10)
        assert (kept.attempts, kept.reason) == (1, "poison")
        assert (kept.record, kept.since) == (b"{}", MOMENT)

    async def test_says_what_is_due_by_the_time(self, store: Store) -> None:
        await write(store, Writing(parked=[message(2)]))
        assert not await store.waiting("hearing", MOMENT, 10)
        assert await store.waiting("hearing", LATER, 10)
        await store.wake("hearing")
        assert await store.waiting("hearing", MOMENT.replace(year=2100), 10)

    async def test_says_what_is_due_once_its_subject_moves_on(
        self, store: Store
    ) -> None:
        await append(store, 1, stream="subject/1")
        # The subject's second event is decided in the very batch that parks.
        second = new_event("subject/1", 2)
        waits = message(1, reason="not-yet", awaits="subject/1")
        await write(store, Writing(parked=[waits]))
        assert not await store.waiting("hearing", MOMENT, 10)
        await write(store, Writing(events=[second], parked=[waits]))
        assert await store.waiting("hearing", MOMENT, 10)

    async def test_gives_due_deadlines_in_order(self, store: Store) -> None:
        await write(
            store,
            Writing(deadlines=[deadline("b", 2), deadline("a"), deadline("c", 9)]),
        )
        assert await _due(store, minutes=5) == ["a", "b"]

    async def test_replaces_and_clears_deadlines(self, store: Store) -> None:
        await write(store, Writing(deadlines=[deadline("a"), deadline("b")]))
        cleared = ("speaking", ClearDeadline(STREAM, "b"))
        await write(store, Writing(deadlines=[cleared, deadline("a", 9)]))
        assert await _due(store, minutes=5) == []
        assert await _due(store, minutes=9) == ["a"]
        await write(store, Writing(deadlines=[cleared, deadline("b"), cleared]))
        assert await _due(store, minutes=5) == []

    async def test_gives_a_deadline_to_one_worker_at_a_time(self, store: Store) -> None:
        await write(store, Writing(deadlines=[deadline("a")]))
        async with store.unit() as unit:
            assert len(await unit.due(LATER, 10)) == 1
            assert await _due(store, minutes=60) == []
        assert await _due(store, minutes=60) == ["a"]

    async def test_gives_no_deadline_that_was_put_off(self, store: Store) -> None:
        await write(store, Writing(deadlines=[deadline("a")]))
        await write(store, Writing(put_off=[(STREAM, "a", 60.0)]))
        assert await _due(store, minutes=60) == []
        await write(store, Writing(deadlines=[deadline("a", 1)]))
        assert await _due(store, minutes=60) == ["a"]

    async def test_lets_holders_of_a_turn_in_one_by_one(self, store: Store) -> None:
        inside = 0

        async def take_turn() -> None:
            nonlocal inside
            async with store.unit(["counting"]) as unit:
                inside += 1
                assert inside == 1
                read = await unit.read(Reading(streams=[STREAM]))
                version = len(read.histories.get(STREAM, ())) + 1
                await unit.write(Writing(events=[new_event(STREAM, version)]))
                inside -= 1

        await asyncio.gather(*(take_turn() for _ in range(5)))
        assert len(await store.stream(STREAM, 0, 10)) == 5


async def _heads(store: Store, after: str) -> Sequence[tuple[str, int]]:
    return list(await store.stream_heads(after, 10))


async def _due(store: Store, minutes: int) -> list[str]:
    async with store.unit() as unit:
        due = await unit.due(MOMENT + timedelta(minutes=minutes), 10)
    return [row.name for row in due]
