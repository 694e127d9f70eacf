"""The read tables of applying follow its events, in the deciding transaction."""

from collections.abc import Sequence
from itertools import groupby

from services.applications.applying.projections import deciding, submitting
from services.applications.applying.projections.submitting import HOLDS
from shared.capability import Database, Recorded

__all__ = ["HOLDS", "project"]


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the read tables up to these events, in their order."""
    for kind, run in groupby(recorded, key=lambda one: type(one.event)):
        if kind in submitting.FOLLOWED:
            await submitting.FOLLOWED[kind](database, list(run))
        else:
            await deciding.follow(database, list(run))
