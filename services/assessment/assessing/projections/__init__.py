"""The tables of cases and of the pool follow what happens."""

from collections.abc import Sequence

from services.assessment.assessing.projections.cases import (
    PAPERS_HELD,
    project,
    take_in_papers,
)
from services.assessment.assessing.projections.pool import POOL_HELD, take_in_pool
from shared.capability import Database, Recorded

__all__ = ["HOLDS", "project", "take_in"]

HOLDS = (*PAPERS_HELD, *POOL_HELD)
"""What the tables hold of a person."""


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in the pool, and the papers of new cases."""
    await take_in_pool(database, recorded)
    await take_in_papers(database, recorded)
