"""What is said of a case, and what happens to its application, as commands."""

from collections.abc import Sequence
from uuid import UUID

from services.assessment.assessing.commands import (
    Adjudicate,
    CloseCase,
    Command,
    EndModeration,
    Moderate,
    Policy,
    Recommend,
    Reconsider,
    Reopen,
    Save,
)
from services.assessment.assessing.commands.judgement import Judgement, Words
from services.assessment.assessing.rules.naming import assessments_of
from services.assessment.assessing.rules.targets import first_instant, timing
from shared.calendar import Division
from shared.capability import Asked, ClearDeadline, DeadlineChange, SetDeadline
from shared.clock import register_date
from shared.contracts.assessment import AssessmentConcluded, GiveRecommendation
from shared.contracts.contract import EventData
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationReceived,
)
from shared.contracts.judging import (
    AdjudicateAssessment,
    AssessmentClosed,
    AssessmentReopened,
    DisagreementFound,
    ModerationBegun,
    ReconsiderRecommendation,
    SaveAssessment,
    SubmitAssessment,
)
from shared.rulebook import Rulebook
from shared.rulebook.tables.pool import Assignment

STREAM = "assessment/"
ASSIGN_AGAIN = "assign-again"
RECOMMENDATION_DUE = "recommendation-due"
MODERATION_DUE = "moderation-due"


def give_recommendation(command: GiveRecommendation, asked: Asked) -> Recommend:
    """A recommendation is always its sender's own."""
    return Recommend(
        assessment_id=command.assessment_id,
        assessor_id=asked.actor,
        judgement=Judgement(
            command.recommendation, scopes=command.scopes, gaps=command.gaps
        ),
        words=Words(command.reasons),
        now=asked.now,
    )


def save_assessment(command: SaveAssessment, asked: Asked) -> Save:
    """A draft is always its sender's own."""
    return Save(command.assessment_id, asked.actor, command.draft, asked.now)


def submit_assessment(command: SubmitAssessment, asked: Asked) -> Recommend:
    """An assessment by standard is always its sender's own."""
    return Recommend(command.assessment_id, asked.actor, *_said(command), now=asked.now)


def reconsider_recommendation(
    command: ReconsiderRecommendation, asked: Asked
) -> Reconsider:
    """Nobody reconsiders for another."""
    return Reconsider(
        command.assessment_id, asked.actor, *_said(command), now=asked.now
    )


def adjudicate_assessment(command: AdjudicateAssessment, asked: Asked) -> Adjudicate:
    """The lead assessor who has the word settles what is in dispute."""
    return Adjudicate(
        command.assessment_id, asked.actor, *_said(command), now=asked.now
    )


def _said(
    command: SubmitAssessment | ReconsiderRecommendation | AdjudicateAssessment,
) -> tuple[Judgement, Words]:
    judgement = Judgement(
        command.recommendation, command.findings, command.scopes, command.gaps
    )
    return judgement, Words(command.reasons, command.reasons_by_standard or {})


def on_disagreement_found(event: DisagreementFound, asked: Asked) -> Sequence[Command]:
    """A disagreement goes the next way that the rulebook knows."""
    judging = asked.rulebook.judging
    return [
        Moderate(
            event.assessment_id,
            judging.moderation,
            judging.moderation_days,
            policy(asked.rulebook),
            register_date(asked.now),
            asked.now,
        )
    ]


def on_further_information_received(
    event: FurtherInformationReceived, asked: Asked
) -> Sequence[Command]:
    """The applicant's answer goes to the assessors who named the gaps.

    The answer does not say where the applicant lives: where the target of a round
    counts working days, they are those of England and Wales.
    """
    today = register_date(asked.now)
    return [
        Reopen(
            assessment_id=event.assessment_id,
            round=event.round,
            gaps=event.gaps,
            timing=timing(asked.rulebook, today, Division.ENGLAND_AND_WALES),
            policy=policy(asked.rulebook),
            today=today,
            now=asked.now,
        )
    ]


def on_application_withdrawn(
    event: ApplicationWithdrawn, asked: Asked
) -> Sequence[Command]:
    """Nobody is asked any more to judge an application that was withdrawn."""
    return [
        CloseCase(assessment_id, asked.now)
        for assessment_id in assessments_of(event.application_id)
    ]


def end_moderation(stream: str, asked: Asked) -> EndModeration:
    """A moderation has come to nothing by its last day."""
    return EndModeration(case_of(stream), asked.now)


def judging_deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return what falls due, or no more, because of what was said."""
    match event:
        case AssessmentReopened():
            stream = stream_of_case(event.assessment_id)
            first = first_instant(event.remind_at, event.due_at)
            return [SetDeadline(stream, RECOMMENDATION_DUE, first)]
        case ModerationBegun():
            stream = stream_of_case(event.assessment_id)
            return [SetDeadline(stream, MODERATION_DUE, event.due_at)]
        case DisagreementFound():
            stream = stream_of_case(event.assessment_id)
            return [ClearDeadline(stream, MODERATION_DUE)]
        case AssessmentConcluded():
            stream = stream_of_case(event.assessment_id)
            names = (RECOMMENDATION_DUE, MODERATION_DUE)
            return [ClearDeadline(stream, name) for name in names]
        case AssessmentClosed():
            stream = stream_of_case(event.assessment_id)
            names = (ASSIGN_AGAIN, RECOMMENDATION_DUE, MODERATION_DUE)
            return [ClearDeadline(stream, name) for name in names]
        case _:
            return []


def policy(rulebook: Rulebook) -> Policy:
    """Return what the rulebook says of assessments."""
    assessment = rulebook.assessment
    return Policy(
        assessors_per_case=assessment.assessors_per_case,
        target_days=assessment.target_days,
        retry_minutes=assessment.assignment_retry_minutes,
        claimed=rulebook.pool.assignment is Assignment.CLAIM,
        may_share_employer=rulebook.pool.co_assessors_may_share_employer,
        same_employer_years=rulebook.pool.same_employer_years,
    )


def stream_of_case(assessment_id: UUID) -> str:
    """Return the stream of a case."""
    return f"{STREAM}{assessment_id}"


def case_of(stream: str) -> UUID:
    """Return the case of a stream."""
    return UUID(stream.removeprefix(STREAM))
