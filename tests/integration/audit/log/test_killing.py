"""A sequencer that is killed again and again while events come in."""

import asyncio
import os
import random
import signal
import sys

import pytest

from tests.support.audit_log import TryLog, stream_events

pytestmark = pytest.mark.integration

KILLS = 8
EACH = 400

PROGRAM = """
import asyncio, sys
from pathlib import Path
from prometheus_client import CollectorRegistry
from services.audit.log.measures import Measures
from services.audit.log.sequencer import LogPlaces, Sequencer
from tests.support.audit_log import MOMENT

database, kafka, topic, other, files, key = sys.argv[1:]
places = LogPlaces(
    database, kafka, [topic, other], Path(files), Path(key),
    "register.example/audit", sign_every=0.01, publish_every=0.02, retry_after=0.05,
)
asyncio.run(Sequencer(places, lambda: MOMENT, Measures(CollectorRegistry())).run())
"""


async def test_loses_doubles_and_forks_nothing(log: TryLog) -> None:
    dice = random.Random(8785)  # noqa: S311 - to be repeatable, not to be secret
    sent = stream_events("assessment/a", KILLS * EACH)
    seen = None
    for kill in range(KILLS):
        sequencer = await start(log)
        await log.send(sent[kill * EACH :][:EACH])
        await asyncio.sleep(0.5 + dice.random())
        os.kill(sequencer.pid, signal.SIGKILL)
        await sequencer.wait()
        if log.checkpoint() is not None:
            # Between any two kills the files alone are a sound log.
            seen = log.verify(seen)
    async with log.running():
        await log.until_sealed(len(sent), patience=40)
    assert await log.entries() == sent
    assert log.verify(seen).size == len(sent)


async def start(log: TryLog) -> asyncio.subprocess.Process:
    places = log.places
    arguments = (
        places.database,
        places.kafka,
        *places.topics,
        str(places.files),
        str(places.key),
    )
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", PROGRAM),
        *arguments,
        env={**os.environ, "PYTHONPATH": os.getcwd()},  # noqa: PTH109
    )
