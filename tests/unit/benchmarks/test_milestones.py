"""The milestones of commands on their way to a checkpoint."""

from uuid import UUID

import pytest

from benchmarks import milestones as module
from benchmarks.milestones import Milestones

FIRST, SECOND, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.fixture
def on_their_way(monkeypatch: pytest.MonkeyPatch) -> Milestones:
    """Two commands begun at 10 and 11; the second one's entry comes first."""
    instants = iter((12.0, 13.0, 15.0, 16.0))
    monkeypatch.setattr(module.time, "perf_counter", lambda: next(instants))
    milestones = Milestones(planned=[10.0, 11.0], answered={0: 10.5, 1: 11.25})
    milestones.logged(2)  # at 12
    milestones.logged(3)  # at 13
    milestones.signed(3)  # at 15
    milestones.published(3)  # at 16
    milestones.order = [OTHER, SECOND, FIRST]
    milestones.place({FIRST: 0, SECOND: 1})
    return milestones


def test_count_from_when_a_command_was_to_begin(on_their_way: Milestones) -> None:
    assert on_their_way.to_answer() == [0.5, 0.25]


def test_find_the_first_commit_that_holds_the_entry(on_their_way: Milestones) -> None:
    assert on_their_way.to_log() == [3.0, 1.0]


def test_find_the_first_checkpoint_that_covers_it(on_their_way: Milestones) -> None:
    assert on_their_way.to_signature() == [5.0, 4.0]
    assert on_their_way.to_publication() == [6.0, 5.0]


async def test_are_all_published_when_a_checkpoint_covers_so_many(
    on_their_way: Milestones,
) -> None:
    await on_their_way.all_published(3)
    with pytest.raises(TimeoutError):
        async with module.asyncio.timeout(0):
            await on_their_way.all_published(4)
