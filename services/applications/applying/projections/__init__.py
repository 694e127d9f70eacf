"""The read tables of applying follow its events, in the deciding transaction."""

from collections.abc import Sequence
from itertools import groupby

from services.applications.applying.projections import checking, deciding, submitting
from services.applications.applying.projections.following import take_in
from shared.capability import Database, Recorded
from shared.contracts.elsewhere import RegistrationElsewhereChecked

__all__ = ["HOLDS", "project", "take_in"]

HOLDS = (*submitting.HOLDS, *checking.HOLDS)
"""What applying's tables hold of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the read tables up to these events, in their order."""
    for kind, run in groupby(recorded, key=lambda one: type(one.event)):
        if kind in submitting.FOLLOWED:
            await submitting.FOLLOWED[kind](database, list(run))
        elif kind is RegistrationElsewhereChecked:
            await checking.follow(database, list(run))
        else:
            await deciding.follow(database, list(run))
