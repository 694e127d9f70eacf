"""Reading a trail piece by piece, each piece a short transaction of its own."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from oversight.logged import Logged
from oversight.trails.family import Family
from oversight.trails.question import Question
from oversight.trails.trail import Trail, TrailEntry
from services.audit.believing import Reader
from services.audit.trails.queries import (
    read_about,
    read_anything,
    read_erasures,
    read_family,
    read_streams,
)
from shared.capability import Database

Lend = Callable[[], AbstractAsyncContextManager[Database]]
"""Lends a connection for one short piece of reading."""

AT_ONCE = 1000
MOST_LOOKED_AT = 10_000
"""How many entries one page looks at: a rare word is found over several pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries of a trail, and the index after which it goes on, if it does."""

    entries: list[TrailEntry]
    following: int | None


@dataclass(frozen=True)
class TrailReader:
    """A trail in the first `size` entries, as its reader believes and may see them."""

    lend: Lend
    question: Question
    size: int
    reader: Reader

    async def page(self, after: int, limit: int) -> Page:
        """Return at most so many entries after an index."""
        found: list[TrailEntry] = []
        looked_at = 0
        async for index, entry in self._looked_at(after, min(AT_ONCE, limit + 1)):
            if len(found) == limit or looked_at == MOST_LOOKED_AT:
                return Page(found, index - 1)
            looked_at += 1
            if entry is not None:
                found.append(entry)
        return Page(found, None)

    async def whole(self) -> AsyncGenerator[TrailEntry]:
        """Yield the trail from its beginning."""
        async for _, entry in self._looked_at(-1, AT_ONCE):
            if entry is not None:
                yield entry

    async def _looked_at(
        self, after: int, at_once: int
    ) -> AsyncGenerator[tuple[int, TrailEntry | None]]:
        family, erasures = await self._family()
        trail = Trail(self.question, family, erasures)
        if after >= 0 and family.streams:
            # Before and after are told from the beginning of each stream.
            async with self.lend() as database:
                earlier = await read_streams(database, family, after, self.reader)
            for entry in earlier:
                trail.take(entry)
        while True:
            span = (after, self.size)
            async with self.lend() as database:
                if family.subject:
                    entries = await read_about(
                        database, family, span, at_once, self.reader
                    )
                else:
                    entries = await read_anything(
                        database, self.question, span, at_once, self.reader
                    )
            for entry in entries:
                yield entry.index, trail.take(entry)
            if len(entries) < at_once:
                return
            after = entries[-1].index

    async def _family(self) -> tuple[Family, list[Logged]]:
        async with self.lend() as database:
            family = await read_family(
                database, self.question.subject, self.size, self.reader
            )
            return family, await read_erasures(database, family, self.size, self.reader)
