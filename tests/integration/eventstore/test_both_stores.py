"""The memory store and PostgreSQL, told the same things in any order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar
from uuid import UUID, uuid5

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,  # pyright: ignore[reportUnknownVariableType]
)

from shared.capability import ClearDeadline, DeadlineChange, SetDeadline
from shared.database import open_pool
from shared.eventstore.memory import MemoryStore
from shared.eventstore.store import (
    Conflicted,
    HeadMove,
    NewAnswer,
    NewEvent,
    Reading,
    Store,
    Writing,
)
from tests.support.kit_databases import KitTemplate, copied, store_on
from tests.support.recorded import MOMENT, new_event
from tests.support.store_behaviour import message

pytestmark = pytest.mark.integration

T = TypeVar("T")
STREAMS = st.sampled_from(["a/1", "a/2", "b/1"])
SMALL = st.integers(0, 3)
NAMESPACE = UUID(int=9)
EXAMPLES = count(1)


class BothStores(RuleBasedStateMachine):
    """Does the same to both, and finds the same in both."""

    runner: asyncio.Runner
    postgres: Store

    def __init__(self) -> None:
        super().__init__()
        self.memory = MemoryStore()
        # Examples share a database, so each has names of its own.
        self.example = f"{next(EXAMPLES):06}"
        self.versions: dict[str, int] = {}

    def name(self, stream: str) -> str:
        """Return a stream's name in this example."""
        return f"{self.example}/{stream}"

    def capability(self) -> str:
        """Return the capability's name in this example."""
        return f"hearing-{self.example}"

    def both(self, ask: Callable[[Store], Awaitable[T]]) -> tuple[T, T]:
        """Ask both stores."""

        async def asking() -> tuple[T, T]:
            return await ask(self.memory), await ask(self.postgres)

        return self.runner.run(asking())

    def write(self, writing: Writing) -> bool:
        """Write to both; tell whether it was possible, in both or in none."""

        async def attempt(store: Store) -> bool:
            try:
                async with store.unit() as unit:
                    await unit.write(writing)
            except Conflicted:
                return False
            return True

        one, other = self.both(attempt)
        assert one == other
        return one

    @rule(stream=STREAMS, several=st.integers(1, 3), taken=st.booleans())
    def append(self, stream: str, several: int, taken: bool) -> None:
        """Append events at the next version, or at one that is taken."""
        name = self.name(stream)
        at = self.versions.get(name, 0)
        first = max(1, at if taken else at + 1)
        events: list[NewEvent] = [
            new_event(name, version) for version in range(first, first + several)
        ]
        written = self.write(Writing(events=events))
        assert written == (first > at)
        if written:
            self.versions[name] = first + several - 1

    @rule(which=SMALL, content=SMALL)
    def answer(self, which: int, content: int) -> None:
        """Answer a command, perhaps once more."""
        command_id = uuid5(NAMESPACE, f"{self.example} {which}")
        digest = bytes([content])
        self.write(Writing(answers=[NewAnswer(command_id, digest, b"answer")]))

    @rule(stream=STREAMS, was=SMALL, by=st.integers(1, 2))
    def move(self, stream: str, was: int, by: int) -> None:
        """Move a head, perhaps from where it is not."""
        name = self.name(stream)
        move = HeadMove(self.capability(), name, was, was + by)
        self.write(Writing(heads=[move]))

    @rule(stream=STREAMS, version=st.integers(1, 3), awaits=st.none() | STREAMS)
    def park(self, stream: str, version: int, awaits: str | None) -> None:
        """Let a message wait."""
        waiting = message(version, awaits=self.name(awaits) if awaits else None)
        named = replace(waiting, capability=self.capability(), stream=self.name(stream))
        self.write(Writing(parked=[named]))

    @rule(stream=STREAMS, version=st.integers(1, 3))
    def release(self, stream: str, version: int) -> None:
        """Release a message, perhaps none."""
        key = (self.capability(), self.name(stream), version)
        self.write(Writing(released=[key]))

    @rule(changes=st.lists(st.tuples(STREAMS, st.booleans(), SMALL), max_size=3))
    def owe(self, changes: Sequence[tuple[str, bool, int]]) -> None:
        """Set and clear deadlines."""
        made: list[tuple[str, DeadlineChange]] = [
            (self.capability(), self._change(stream, clear, minutes))
            for stream, clear, minutes in changes
        ]
        self.write(Writing(deadlines=made))

    def _change(self, stream: str, clear: bool, minutes: int) -> DeadlineChange:
        name = self.name(stream)
        if clear:
            return ClearDeadline(name, "reminder")
        return SetDeadline(name, "reminder", MOMENT + timedelta(minutes=minutes))

    @rule(stream=STREAMS)
    def put_off(self, stream: str) -> None:
        """Put a deadline off, perhaps none."""
        self.write(Writing(put_off=[(self.name(stream), "reminder", 60.0)]))

    @invariant()
    def hold_the_same(self) -> None:
        """Find the same in both."""
        one, other = self.both(self._everything)
        assert one == other

    async def _everything(self, store: Store) -> list[Any]:
        names = [self.name(stream) for stream in ("a/1", "a/2", "b/1")]
        heads = [(self.capability(), name) for name in names]
        answers = [uuid5(NAMESPACE, f"{self.example} {which}") for which in range(4)]
        async with store.unit() as unit:
            read = await unit.read(Reading(answers, names, heads))
        async with store.unit() as unit:
            due = await unit.due(MOMENT + timedelta(minutes=2), 10_000)
        capability = self.capability()
        listed = await store.stream_heads(f"{self.example}/", 10)
        return [
            read,
            sorted(row.stream for row in due if row.capability == capability),
            [head for head in listed if head[0].startswith(self.example)],
            await store.waiting(capability, None, 100),
            await store.waiting(capability, MOMENT, 100),
        ]


def test_hold_the_same(kit_template: KitTemplate) -> None:
    with asyncio.Runner() as runner:
        context = copied(kit_template)
        database = runner.run(context.__aenter__())
        pool = runner.run(open_pool(database.service))
        BothStores.runner = runner
        BothStores.postgres = runner.run(store_on(pool))
        try:
            run_state_machine_as_test(
                BothStores,
                settings=settings(
                    max_examples=30,
                    stateful_step_count=20,
                    deadline=None,
                    suppress_health_check=[HealthCheck.too_slow],
                ),
            )
        finally:
            pool.terminate()
            runner.run(context.__aexit__(None, None, None))
