"""What can happen to a case."""

from typing import TypeAlias

from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessmentOpened,
    AssessmentOverdue,
    AssessorsAssigned,
    AssignmentPostponed,
    RecommendationGiven,
)
from shared.contracts.assigning import (
    AssessmentEscalated,
    AssessorJoined,
    AssessorRecused,
    AssessorsReminded,
)
from shared.contracts.judging import (
    AssessmentAdjudicated,
    AssessmentClosed,
    AssessmentReopened,
    AssessmentSaved,
    DisagreementFound,
    ModerationBegun,
    RecommendationReconsidered,
)

SeatedEvent: TypeAlias = (
    AssessmentOpened
    | AssessorsAssigned
    | AssignmentPostponed
    | AssessorJoined
    | AssessorRecused
    | AssessorsReminded
    | AssessmentOverdue
    | AssessmentEscalated
)
"""What happens to who has a case, and to its target."""

Judged: TypeAlias = (
    AssessmentSaved
    | RecommendationGiven
    | DisagreementFound
    | ModerationBegun
    | RecommendationReconsidered
    | AssessmentAdjudicated
    | AssessmentConcluded
    | AssessmentReopened
    | AssessmentClosed
)
"""What can be said of a case, from its first judgement to its end."""

Event: TypeAlias = SeatedEvent | Judged

RULE = "domain §1.4"
