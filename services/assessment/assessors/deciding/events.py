"""What can happen in the pool."""

from typing import TypeAlias

from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import (
    AppointmentEnded,
    AssessorTrained,
    AssessorTrainingDue,
    InterestsDeclared,
    InterestsReviewDue,
    LeaveCancelled,
    LeaveRecorded,
    ScopeCovered,
    ScopeShortOfAssessors,
)

Event: TypeAlias = (
    AssessorAppointed
    | AssessorTrained
    | AssessorTrainingDue
    | LeaveRecorded
    | LeaveCancelled
    | InterestsDeclared
    | InterestsReviewDue
    | AppointmentEnded
    | ScopeShortOfAssessors
    | ScopeCovered
)

RULE = "domain §1.4"
