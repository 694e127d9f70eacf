"""Computing a document over the log's tables, as it is computed from an export."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oversight.as_at import STREAMS, RegisterAsAt, as_at_document, question_of
from oversight.documents.document import Asked, Standing
from oversight.reports.catalogue import Computing
from oversight.reports.report import Report
from oversight.samples.drawing import Draw, Frame, sample_document
from oversight.visibility import may_see
from services.audit.believing import Reader, reader_of
from services.audit.reports.checkpoints import standing_at
from services.audit.reports.queries import entries_of, feed, numbered_streams
from shared.capability import Database
from shared.contracts.canonical import Json
from shared.identity.roles import Role


@dataclass(frozen=True, slots=True)
class Reading:
    """The log as somebody reads it: up to where, and as whom; all of it believed."""

    database: Database
    standing: Standing
    reader: Reader

    @property
    def size(self) -> int:
        """How many entries are read."""
        return self.standing.checkpoint.size

    async def report(self, report: Report, asked: Asked) -> dict[str, Json]:
        """Return the report's document."""
        computing = Computing(report, self.standing, asked)
        await feed(self.database, computing, report.hears, self.size, self.reader)
        return await asyncio.to_thread(computing.result)

    async def sample(self, draw: Draw) -> dict[str, Json]:
        """Return the sample's document."""
        frame = Frame(draw)
        await feed(self.database, frame, draw.cases.hears, self.size, self.reader)
        drawn = await asyncio.to_thread(frame.result)
        return sample_document(draw, drawn, self.standing)

    async def as_at(
        self, on: date | None, known: date | None, after: str, limit: int
    ) -> tuple[dict[str, Json], str | None]:
        """Return a page of the register on a day, and the last number it looked at.

        None of it comes after where there is no such number.
        """
        question = question_of(on, known, self.standing)
        streams = await numbered_streams(self.database, after, self.size, limit)
        register = RegisterAsAt(question)
        async for entry in entries_of(self.database, streams, self.size, self.reader):
            register.take(entry)
        document = as_at_document(register.result(), question, self.standing)
        following = streams[-1].removeprefix(STREAMS) if len(streams) == limit else None
        return document, following


async def reading_as(
    database: Database, folder: Path, size: int | None, roles: Collection[Role]
) -> Reading:
    """Return the published log, or its first `size` entries, as these roles read it."""
    reader = reader_of(folder, roles)
    standing = await standing_at(
        database, folder, size, reader, personal=sees_personal_fields(roles)
    )
    return Reading(database, standing, reader)


def sees_personal_fields(roles: Collection[Role]) -> bool:
    """Tell whether somebody with these roles is shown any personal field."""
    return may_see(roles, "given_names")
