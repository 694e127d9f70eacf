"""What the assessors of a case can ask of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.contracts.assessment import Recommendation


@dataclass(frozen=True, slots=True)
class Recommend:
    """An assessor gives their own recommendation.

    `reasons_on_record` are those they gave before, and `person_id` is the applicant,
    which the state cannot know: they are personal.
    """

    assessment_id: UUID
    assessor_id: str
    recommendation: Recommendation
    reasons: str | None
    now: datetime
    reasons_on_record: str | None = None
    person_id: UUID | None = None
