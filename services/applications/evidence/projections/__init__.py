"""The tables of evidence: documents, whose cases they are of, and who reads them."""

from collections.abc import Sequence

from services.applications.evidence.projections.documents import (
    HOLDS,
    project,
    take_in_cases,
)
from services.applications.evidence.projections.readers import take_in_readers
from shared.capability import Database, Recorded

__all__ = ["HOLDS", "project", "take_in"]


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in whose application it is, and who reads its documents."""
    await take_in_cases(database, recorded)
    await take_in_readers(database, recorded)
