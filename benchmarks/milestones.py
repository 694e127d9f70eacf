"""When each command was answered, in the log, and under a signed checkpoint."""

import asyncio
import time
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID


@dataclass
class Milestones:
    """Instants of `time.perf_counter`, by the number of the command.

    `order` are the ids of the events as they lie in the log.
    """

    planned: list[float] = field(default_factory=list[float])
    answered: dict[int, float] = field(default_factory=dict[int, float])
    order: list[UUID] = field(default_factory=list[UUID])
    _places: dict[int, int] = field(default_factory=dict[int, int])
    _logged: list[tuple[int, float]] = field(default_factory=list[tuple[int, float]])
    _signed: list[tuple[int, float]] = field(default_factory=list[tuple[int, float]])
    _published: list[tuple[int, float]] = field(default_factory=list[tuple[int, float]])
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def log_size(self) -> int:
        """Return how many entries the log has."""
        return _size(self._logged)

    def logged(self, size: int) -> None:
        """Note that the log has this size now."""
        self._logged.append((size, time.perf_counter()))

    def signed(self, size: int) -> None:
        """Note that a checkpoint of this size is signed and on the disk now."""
        self._signed.append((size, time.perf_counter()))
        self._news.set()

    def published(self, size: int) -> None:
        """Note that everybody can read a checkpoint of this size now."""
        self._published.append((size, time.perf_counter()))
        self._news.set()

    async def all_published(self, number: int) -> None:
        """Wait until so many are under a signed and under a published checkpoint."""
        while min(_size(self._signed), _size(self._published)) < number:
            self._news.clear()
            await self._news.wait()

    def place(self, numbers: Mapping[UUID, int]) -> None:
        """Find each command's entry, by the id of the event that it led to."""
        for index, event_id in enumerate(self.order):
            if event_id in numbers:
                self._places[numbers[event_id]] = index

    def to_answer(self) -> list[float]:
        """Return the seconds from each command to its answer."""
        return [self.answered[at] - begun for at, begun in enumerate(self.planned)]

    def to_log(self) -> list[float]:
        """Return the seconds from each command to its entry, committed."""
        return self._until(self._logged)

    def to_signature(self) -> list[float]:
        """Return the seconds from each command to a signed checkpoint over it."""
        return self._until(self._signed)

    def to_publication(self) -> list[float]:
        """Return the seconds from each command to a published checkpoint over it."""
        return self._until(self._published)

    def _until(self, growth: list[tuple[int, float]]) -> list[float]:
        sizes = [size for size, _ in growth]
        return [
            growth[bisect_left(sizes, self._places[at] + 1)][1] - begun
            for at, begun in enumerate(self.planned)
        ]


def _size(growth: Sequence[tuple[int, float]]) -> int:
    return growth[-1][0] if growth else 0
