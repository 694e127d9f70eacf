"""How the inbox hears, on every store; two modules inherit it."""
# ruff: noqa: D102 - a test's name is its sentence

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from shared.contracts.applications import ApplicationRefused, ApplicationReturned
from shared.contracts.canonical import canonical, parse
from shared.contracts.contract import EventData
from shared.errors import TooManyFailures
from shared.eventstore.store import Reading, Store, Waiting
from shared.messaging.arrivals import Arrival, judge_bytes
from shared.messaging.inbox import Inbox
from tests.support.kit import inbox, stream_of
from tests.support.made_up import case_of
from tests.support.recorded import new_event

HEARING = "hearing"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def returned(application_id: UUID) -> EventData:
    """Return the event that begins an application's stream."""
    return ApplicationReturned(application_id=application_id, faults=("none",))


def refused(application_id: UUID, *reasons: str) -> EventData:
    """Return an event that follows it, and steers what goes wrong."""
    return ApplicationRefused(application_id=application_id, reasons=reasons)


def history(application_id: UUID, *reasons: str | tuple[str, ...]) -> list[Arrival]:
    """Return a stream as it arrives: returned, then refused for each of the reasons."""
    events = [returned(application_id)]
    for reason in reasons:
        several = (reason,) if isinstance(reason, str) else reason
        events.append(refused(application_id, *several))
    return [
        arrival(new_event(stream_of(application_id), version, event).entry)
        for version, event in enumerate(events, start=1)
    ]


def arrival(entry: bytes, disclosures: str = "") -> Arrival:
    """Return an entry as it arrives."""
    return judge_bytes(entry, disclosures)


def of_unknown_type(entry: bytes) -> bytes:
    """Return the entry as an event of tomorrow."""
    return canonical({**parse(entry), "type": "register.applications.unheard-of.v1"})


async def noted(store: Store, application_id: UUID) -> int:
    """Return how often the application was noted on its case."""
    case = f"assessment/{case_of(application_id)}"
    return len(await store.stream(case, 0, 100))


async def head(store: Store, application_id: UUID) -> int:
    """Return the last version of the application's stream that was handled."""
    key = (HEARING, stream_of(application_id))
    async with store.unit() as unit:
        read = await unit.read(Reading(heads=[key]))
    return read.heads.get(key, 0)


async def waits(store: Store) -> list[tuple[int, str]]:
    """Return what waits: versions and reasons."""
    messages = await store.waiting(HEARING, None, 100)
    return sorted((message.version, message.reason) for message in messages)


async def retry_all(hearing: Inbox) -> Sequence[Waiting]:
    """Take all that waits once more."""
    messages = await hearing.store.waiting(HEARING, None, 100)
    await hearing.retry(messages)
    return messages


class HearingBehaviour:
    """The tests; a subclass's module has the fixture `store`."""

    async def test_handles_what_is_next_and_skips_what_it_has(
        self, store: Store
    ) -> None:
        hearing, one = inbox(store), uuid4()
        first, second = history(one, "a")
        await hearing.take([first])
        await hearing.take([first, second, second, first])
        assert (await head(store, one), await noted(store, one)) == (2, 2)
        assert await waits(store) == []

    async def test_lets_what_is_ahead_wait_for_the_gap_to_be_filled(
        self, store: Store
    ) -> None:
        hearing, one = inbox(store), uuid4()
        first, second, third = history(one, "a", "b")
        await hearing.take([third, second])
        assert (await head(store, one), await noted(store, one)) == (0, 0)
        assert await waits(store) == [(2, "gap"), (3, "gap")]
        await hearing.take([first])
        assert (await head(store, one), await noted(store, one)) == (3, 3)
        assert await waits(store) == []

    async def test_puts_a_batch_in_order_within_each_stream(self, store: Store) -> None:
        hearing, one = inbox(store), uuid4()
        await hearing.take(list(reversed(history(one, "a", "b"))))
        assert (await head(store, one), await noted(store, one)) == (3, 3)

    async def test_only_advances_by_a_type_that_means_nothing_to_it(
        self, store: Store
    ) -> None:
        hearing, one = inbox(store), uuid4()
        await hearing.take(history(one, ()))
        assert (await head(store, one), await noted(store, one)) == (2, 1)

    async def test_lets_an_unknown_type_wait_and_its_stream_behind_it(
        self, store: Store
    ) -> None:
        hearing, one, other = inbox(store), uuid4(), uuid4()
        first, second, third = history(one, "a", "b")
        unknown = arrival(of_unknown_type(second.raw))
        await hearing.take([first, unknown, third, *history(other, "a")])
        assert await waits(store) == [(2, "unknown-type"), (3, "behind")]
        assert (await head(store, one), await head(store, other)) == (1, 2)
        # Tried again it still waits; a consumer that knows the type takes it.
        await retry_all(hearing)
        assert await waits(store) == [(2, "unknown-type"), (3, "behind")]
        await hearing.take([second])
        assert await waits(store) == []
        assert (await head(store, one), await noted(store, one)) == (3, 3)

    async def test_asks_for_what_comes_before_an_unknown_type_too(
        self, store: Store
    ) -> None:
        hearing = inbox(store)
        _, second = history(uuid4(), "a")
        await hearing.take([arrival(of_unknown_type(second.raw))])
        assert await waits(store) == [(2, "gap")]

    @pytest.mark.parametrize("where", ["poison", "poison-decision", "poison-stream"])
    async def test_parks_poison_with_its_reason_and_goes_on_with_the_others(
        self, store: Store, where: str
    ) -> None:
        hearing, one, other = inbox(store), uuid4(), uuid4()
        await hearing.take([*history(one, where, "b"), *history(other, "a")])
        assert await waits(store) == [(2, "poison"), (3, "behind")]
        assert (await head(store, one), await noted(store, one)) == (1, 1)
        assert (await head(store, other), await noted(store, other)) == (2, 2)
        (poison, _) = await store.waiting(HEARING, None, 10)
        assert poison.sentence == (
            "LookupError while acting on register.applications.application-refused.v1."
        )
        assert poison.due_at is None

    async def test_counts_how_often_poison_was_tried(self, store: Store) -> None:
        hearing = inbox(store)
        await hearing.take(history(uuid4(), "poison", "b"))
        await retry_all(hearing)
        (poison, behind) = await retry_all(hearing)
        assert (poison.attempts, behind.attempts) == (1, 0)

    async def test_lets_a_gap_behind_poison_rest_until_the_poison_is_gone(
        self, store: Store
    ) -> None:
        hearing, one = inbox(store), uuid4()
        first, second, third = history(one, "poison", "b")
        await hearing.take([first, third])
        assert await waits(store) == [(3, "gap")]
        await hearing.take([second])
        assert await waits(store) == [(2, "poison"), (3, "behind")]
        messages = await store.waiting(HEARING, None, 10)
        assert [message.due_at for message in messages] == [None, None]

    async def test_says_a_refusal_and_goes_on(self, store: Store) -> None:
        hearing, one = inbox(store), uuid4()
        await hearing.take(history(one, "refusal", "b"))
        assert await waits(store) == []
        assert (await head(store, one), await noted(store, one)) == (3, 2)

    async def test_tries_what_is_not_yet_to_be_again_when_its_subject_comes(
        self, store: Store
    ) -> None:
        hearing, one, subject = inbox(store), uuid4(), uuid4()
        await hearing.take(history(one, ("await", str(subject)), "b"))
        assert await waits(store) == [(2, "not-yet"), (3, "behind")]
        assert not await store.waiting(HEARING, LONG_AGO, 10)
        await hearing.take(history(subject))
        due = await store.waiting(HEARING, LONG_AGO, 10)
        assert [message.reason for message in due] == ["not-yet"]
        await hearing.retry(due)
        assert await waits(store) == []
        assert await head(store, one) == 3

    async def test_finds_the_subject_that_comes_in_the_same_batch(
        self, store: Store
    ) -> None:
        hearing, one, subject = inbox(store), uuid4(), uuid4()
        waiting = history(one, ("await", str(subject)))
        await hearing.take([*waiting, *history(subject)])
        assert await waits(store) == [(2, "not-yet")]
        due = await store.waiting(HEARING, LONG_AGO, 10)
        await hearing.retry(due)
        assert await waits(store) == []

    async def test_waits_longer_each_time(self, store: Store) -> None:
        hearing = inbox(store)
        await hearing.take(history(uuid4(), "a")[1:])
        waited: list[float] = []
        for _ in range(9):
            (gap,) = await store.waiting(HEARING, None, 10)
            assert gap.due_at is not None
            waited.append(round((gap.due_at - hearing.clock.wall()).total_seconds()))
            await hearing.retry([gap])
        assert waited == sorted(waited)
        assert waited[-1] == 60

    async def test_lets_an_unreadable_record_hold_up_nobody(self, store: Store) -> None:
        hearing, one = inbox(store), uuid4()
        unreadable = judge_bytes(b"not JSON", "", ("unreadable/t/0/1", 1))
        await hearing.take([unreadable, *history(one)])
        assert await waits(store) == [(1, "unreadable")]
        assert await head(store, one) == 1
        await retry_all(hearing)
        assert await waits(store) == [(1, "unreadable")]

    async def test_stops_when_too_many_fail_for_the_first_time(
        self, store: Store
    ) -> None:
        hearing = inbox(store)
        poison = [one for _ in range(60) for one in history(uuid4(), "poison")]
        await hearing.take(poison)
        # Those that fail again are not counted.
        await retry_all(hearing)
        more = [one for _ in range(60) for one in history(uuid4(), "poison")]
        with pytest.raises(TooManyFailures):
            await hearing.take(more)
        assert hearing.stopped is not None
        assert len(await waits(store)) == 60
        with pytest.raises(TooManyFailures):
            await hearing.take(history(uuid4()))
        # A restart begins to count anew.
        await inbox(store).take(history(uuid4()))

    async def test_decides_without_what_a_record_does_not_disclose(
        self, store: Store
    ) -> None:
        one = uuid4()
        event = ApplicationReturned(
            application_id=one, faults=(), given_names="Nora", person_id=one
        )
        made = new_event(stream_of(one), 1, event)
        seen = arrival(made.entry)
        assert disclosed_name(seen) is None
        told = arrival(made.entry, "~".join(made.disclosures))
        assert disclosed_name(told) == "Nora"
        await inbox(store).take([seen])
        assert await noted(store, one) == 1


def disclosed_name(seen: Arrival) -> str | None:
    """Return the given names that an arrival discloses."""
    event = getattr(seen, "event", None)
    assert isinstance(event, ApplicationReturned)
    return event.given_names
