"""What a benchmark says: our figure, the floor's, and what exactly the floor did."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

PATIENCE_SECONDS = 120.0

Round = Callable[[], Awaitable[float]]
"""One round of a benchmark; returns how many it did in a second."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians over the rounds, a second; `floor_does` says what the floor is."""

    name: str
    ours: float
    floor: float
    floor_does: str

    @property
    def ratio(self) -> float:
        """Return our rate as a part of the floor's."""
        return self.ours / self.floor


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds from the command to something, for us and for the floor."""

    name: str
    ours_p50: float
    ours_p99: float
    floor_p50: float
    floor_p99: float
    floor_does: str

    @property
    def ratio(self) -> float:
        """Return our median as a multiple of the floor's."""
        return self.ours_p50 / self.floor_p50


class Stopwatch:
    """The time since it was made."""

    def __init__(self) -> None:
        self._started = time.perf_counter()

    def rate(self, count: int) -> float:
        """Return how many a second `count` are, done since then."""
        return count / (time.perf_counter() - self._started)


async def compare(
    name: str, ours: Round, floor: Round, floor_does: str, rounds: int
) -> Compared:
    """Return the medians; the two take turns, so that both meet the same machine.

    A first round of each is not counted: it warms Kafka's JVM and our caches.
    """
    await _within_patience(floor)
    await _within_patience(ours)
    ours_rates: list[float] = []
    floor_rates: list[float] = []
    for _ in range(rounds):
        floor_rates.append(await _within_patience(floor))
        ours_rates.append(await _within_patience(ours))
    return Compared(name, median(ours_rates), median(floor_rates), floor_does)


async def _within_patience(one: Round) -> float:
    """Do one round; what hangs is an error, not a long benchmark."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await one()


def waited(
    name: str, ours: Sequence[float], floor: Sequence[float], floor_does: str
) -> Waited:
    """Return the median and the 99th percentile of both."""
    return Waited(
        name, median(ours), _p99(ours), median(floor), _p99(floor), floor_does
    )


def _p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100, method="inclusive")[98]
