"""The tables of cases, their documents and the pool follow what happens."""

from collections.abc import Sequence

from services.assessment.assessing.projections.cases import (
    PAPERS_HELD,
    project,
    take_in_papers,
)
from services.assessment.assessing.projections.documents import (
    DOCUMENTS_HELD,
    take_in_documents,
)
from services.assessment.assessing.projections.pool import POOL_HELD, take_in_pool
from services.assessment.assessing.projections.staff import STAFF_HELD, take_in_staff
from services.assessment.assessing.projections.ties import take_in_ties
from shared.capability import Database, Recorded

__all__ = ["HOLDS", "project", "take_in"]

HOLDS = (*PAPERS_HELD, *DOCUMENTS_HELD, *POOL_HELD, *STAFF_HELD)
"""What the tables hold of a person."""


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Take in the pool, the ties of staff, and the papers and documents of cases."""
    await take_in_staff(database, recorded)
    await take_in_pool(database, recorded)
    await take_in_papers(database, recorded)
    await take_in_documents(database, recorded)
    await take_in_ties(database, recorded)
