"""Cases: what applications, assessors and the calendar mean to them."""

from collections.abc import Sequence
from uuid import UUID

from services.assessment.assessing.commands import (
    AssignAgain,
    Command,
    OpenAssessment,
    Policy,
    Recommend,
    RecordOverdue,
)
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.knowledge import PoolAndPapers
from services.assessment.assessing.projections import HOLDS, project, take_in
from services.assessment.assessing.rules.naming import assessment_of, folded
from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    DeadlineChange,
    SetDeadline,
)
from shared.clock import register_date
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssessmentOpened,
    AssessmentOverdue,
    AssessorAppointed,
    AssessorsAssigned,
    AssignmentPostponed,
    GiveRecommendation,
    RecommendationGiven,
)
from shared.contracts.contract import EventData
from shared.rulebook import Rulebook

ASSIGN_AGAIN = "assign-again"
RECOMMENDATION_DUE = "recommendation-due"
STREAM = "assessment/"


def on_application_submitted(
    event: ApplicationSubmitted, asked: Asked
) -> Sequence[Command]:
    """A submitted application is opened for assessment."""
    return [
        OpenAssessment(
            assessment_id=assessment_of(event.application_id),
            application_id=event.application_id,
            scopes=event.scopes,
            route=event.route,
            opened_on=register_date(asked.now),
            parties=folded(event.email, event.proposer_1_email, event.proposer_2_email),
            policy=policy(asked.rulebook),
            now=asked.now,
        )
    ]


def on_assessor_appointed(
    _event: AssessorAppointed, _asked: Asked
) -> Sequence[Command]:
    """An appointment joins the pool; cases that wait are tried again when due."""
    return []


def give_recommendation(command: GiveRecommendation, asked: Asked) -> Recommend:
    """A recommendation is always its sender's own."""
    return Recommend(
        assessment_id=command.assessment_id,
        assessor_id=asked.actor,
        recommendation=command.recommendation,
        reasons=command.reasons,
        now=asked.now,
    )


def assign_again(stream: str, asked: Asked) -> AssignAgain:
    """A case without assessors is tried again."""
    return AssignAgain(_case(stream), policy(asked.rulebook), asked.now)


def record_overdue(stream: str, asked: Asked) -> RecordOverdue:
    """A case past its target date is overdue."""
    return RecordOverdue(_case(stream), asked.now)


def policy(rulebook: Rulebook) -> Policy:
    """Return what the rulebook says of assessments."""
    assessment = rulebook.assessment
    return Policy(
        assessors_per_case=assessment.assessors_per_case,
        target_days=assessment.target_days,
        retry_minutes=assessment.assignment_retry_minutes,
    )


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return what falls due, or no more, because of the event."""
    match event:
        case AssignmentPostponed():
            stream = stream_of_case(event.assessment_id)
            return [SetDeadline(stream, ASSIGN_AGAIN, event.next_try_at)]
        case AssessorsAssigned():
            stream = stream_of_case(event.assessment_id)
            return [
                ClearDeadline(stream, ASSIGN_AGAIN),
                SetDeadline(stream, RECOMMENDATION_DUE, event.due_at),
            ]
        case AssessmentConcluded():
            stream = stream_of_case(event.assessment_id)
            return [ClearDeadline(stream, RECOMMENDATION_DUE)]
        case _:
            return []


def stream_of(command: Command) -> str:
    """Return the stream of the case a command is about."""
    return stream_of_case(command.assessment_id)


def stream_of_case(assessment_id: UUID) -> str:
    """Return the stream of a case."""
    return f"{STREAM}{assessment_id}"


def _case(stream: str) -> UUID:
    return UUID(stream.removeprefix(STREAM))


ASSESSING = Capability(
    name="assessing",
    decider=ASSESSMENT,
    owns=(
        AssessmentOpened,
        AssessorsAssigned,
        AssignmentPostponed,
        RecommendationGiven,
        AssessmentConcluded,
        AssessmentOverdue,
    ),
    stream_of=stream_of,
    accepts={GiveRecommendation: give_recommendation},
    hears={
        ApplicationSubmitted: on_application_submitted,
        AssessorAppointed: on_assessor_appointed,
    },
    topics=("applications.events", "assessment.events"),
    due={ASSIGN_AGAIN: assign_again, RECOMMENDATION_DUE: record_overdue},
    deadlines=deadlines,
    knowledge=PoolAndPapers(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
    keeps_rules=True,
)
"""Assessing, wired."""
