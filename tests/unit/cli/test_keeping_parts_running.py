"""Keeping the parts of a system running."""

import asyncio
from collections.abc import Sequence

import pytest

from cli.starting import keeping
from cli.starting.keeping import in_words, keep_running
from shared.embedded.failures import PartFailed
from shared.embedded.supervisor import Supervisor


class Fragile:
    """A part that ends so many times, and then stays."""

    ports: Sequence[int] = ()

    def __init__(self, name: str, ends: int, fails: int = 0) -> None:
        self.name = name
        self.starts = 0
        self._ends = ends
        self._fails = fails

    async def start(self) -> None:
        """Start, unless it was made to fail again."""
        self.starts += 1
        if self.starts > 1 and self._fails:
            self._fails -= 1
            raise PartFailed(self.name, "it is broken")

    async def stop(self) -> None:
        """Stop, which changes nothing here."""

    async def ended(self) -> int:
        """Return as if by kill -9, while it still has ends to come."""
        if not self._ends:
            await asyncio.Event().wait()
        self._ends -= 1
        return -9


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FIRST_PAUSE", 0.0)


async def kept(*parts: Fragile) -> list[str]:
    said: list[str] = []
    async with Supervisor() as supervisor:
        await supervisor.start(*parts)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await keep_running(supervisor, parts, said.append)
    return said


async def test_starts_again_what_ended_and_says_so() -> None:
    part = Fragile("kafka", ends=1)
    assert await kept(part) == [
        "kafka was ended by SIGKILL; it is started again.",
        "kafka is back.",
    ]
    assert part.starts == 2


async def test_keeps_each_part_for_itself() -> None:
    parts = Fragile("kafka", ends=1), Fragile("audit", ends=2), Fragile("x", ends=0)
    await kept(*parts)
    assert [part.starts for part in parts] == [2, 3, 1]


async def test_tries_again_when_a_start_fails() -> None:
    part = Fragile("kafka", ends=2, fails=1)
    said = await kept(part)
    assert "kafka: it is broken" in said
    assert said[-1] == "kafka is back."


async def test_gives_up_on_what_never_stays() -> None:
    part = Fragile("kafka", ends=100)
    async with Supervisor() as supervisor:
        await supervisor.start(part)
        with pytest.raises(PartFailed, match="again and again"):
            await keep_running(supervisor, [part], lambda _line: None)
    assert part.starts == keeping.TRIES + 1


def test_names_signals() -> None:
    assert in_words(1) == "ended with status 1"
    assert in_words(-15) == "was ended by SIGTERM"
    assert in_words(-99) == "was ended by signal 99"
