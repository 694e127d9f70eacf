"""A sequencer that crashes."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from services.audit.log import taking_in
from services.audit.log.files import LogFiles
from tests.support.audit_log import TryLog, stream_events

pytestmark = pytest.mark.integration

EVENTS = stream_events("assessment/a", 600)


class Crash(Exception):
    """The process ends here."""


def crash_before(step: Callable[..., Any]) -> Callable[..., Any]:
    def crashing(*_: object) -> None:
        raise Crash

    async def crashing_later(*_: object) -> None:
        raise Crash

    return crashing_later if inspect.iscoroutinefunction(step) else crashing


def crash_after(step: Callable[..., Any]) -> Callable[..., Any]:
    def crashing(*arguments: object) -> None:
        step(*arguments)
        raise Crash

    async def crashing_later(*arguments: object) -> None:
        await step(*arguments)
        raise Crash

    return crashing_later if inspect.iscoroutinefunction(step) else crashing


STEPS = [(taking_in, "append"), (LogFiles, "keep"), (LogFiles, "publish")]


@pytest.mark.parametrize("when", [crash_before, crash_after])
@pytest.mark.parametrize(("owner", "step"), STEPS)
async def test_loses_doubles_and_forks_nothing(
    log: TryLog,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    step: str,
    when: Callable[[Callable[..., Any]], Callable[..., Any]],
) -> None:
    async with log.running():
        await log.send(EVENTS[:300])
        seen = await log.until_sealed(300)
    with monkeypatch.context() as broken:
        broken.setattr(owner, step, when(getattr(owner, step)))
        await log.send(EVENTS[300:])
        with pytest.raises(ExceptionGroup) as crashed:
            await asyncio.wait_for(log.sequencer().run(), 20)
        assert crashed.group_contains(Crash)
    async with log.running():
        await log.until_sealed(600)
    assert await log.entries() == EVENTS
    assert log.verify(seen).size == 600


async def test_in_the_middle_of_a_file_leaves_the_checkpoint_sound(
    log: TryLog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with log.running():
        await log.send(EVENTS[:300])
        seen = await log.until_sealed(300)
    written: list[object] = []

    def crash_at_the_second(file: object, raw: bytes) -> None:
        del raw
        written.append(file)
        raise Crash

    with monkeypatch.context() as broken:
        broken.setattr("services.audit.log.files._write", crash_at_the_second)
        await log.send(EVENTS[300:])
        with pytest.raises(ExceptionGroup):
            await asyncio.wait_for(log.sequencer().run(), 20)
    assert len(written) == 1
    assert log.verify(seen) == seen
