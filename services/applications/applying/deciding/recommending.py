"""Receiving what the assessors recommend."""

from collections.abc import Sequence

from services.applications.applying.commands import ReceiveRecommendation
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.refusals import Reason, refused
from services.applications.applying.state import Pending, Returned, State, Unsubmitted
from shared.contracts.applications import RecommendationReceived


def receive(command: ReceiveRecommendation, state: State) -> Sequence[Event]:
    """Return the recommendation; one for which nobody waits any more is quiet."""
    match state:
        case Pending(case):
            if not case.excluded.isdisjoint(command.assessors):
                raise refused(Reason.ASSESSOR_EXCLUDED)
            return [
                RecommendationReceived(
                    application_id=command.application_id,
                    assessment_id=command.assessment_id,
                    outcome=command.outcome,
                    assessors=command.assessors,
                    gaps=command.gaps,
                    recommended_scopes=command.scopes,
                    round=command.round,
                )
            ]
        case Unsubmitted() | Returned():
            raise refused(Reason.NOT_PENDING)
        case _:
            return []
