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

Event: TypeAlias = (
    AssessmentOpened
    | AssessorsAssigned
    | AssignmentPostponed
    | RecommendationGiven
    | AssessmentConcluded
    | AssessmentOverdue
)

RULE = "domain §1.4"
