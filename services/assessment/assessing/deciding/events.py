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

Event: TypeAlias = SeatedEvent | RecommendationGiven | AssessmentConcluded

RULE = "domain §1.4"
