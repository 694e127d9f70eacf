"""Cases: what applications, assessors and the calendar mean to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias, get_args
from uuid import UUID

from services.assessment.assessing.accepting import (
    ASSIGN_AGAIN,
    MODERATION_DUE,
    RECOMMENDATION_DUE,
    adjudicate_assessment,
    case_of,
    end_moderation,
    give_recommendation,
    judging_deadlines,
    on_application_withdrawn,
    on_disagreement_found,
    on_further_information_received,
    policy,
    reconsider_recommendation,
    save_assessment,
    stream_of_case,
    submit_assessment,
)
from services.assessment.assessing.commands import (
    AssignAgain,
    Claim,
    Command,
    OpenAssessment,
    RecordOverdue,
    Remind,
    TakeOff,
)
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.knowledge import PoolAndPapers
from services.assessment.assessing.projections import HOLDS, project, take_in
from services.assessment.assessing.rules.naming import (
    assessment_of,
    fresh_assessment_of,
)
from services.assessment.assessing.rules.parties import level_of, parties_of
from services.assessment.assessing.rules.targets import first_instant, timing
from shared.calendar import division_of
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
from shared.contracts.assessors import (
    AppointmentEnded,
    AssessorTrained,
    InterestsDeclared,
    LeaveCancelled,
    LeaveRecorded,
)
from shared.contracts.assigning import (
    AssessmentEscalated,
    AssessorJoined,
    AssessorRecused,
    AssessorsReminded,
    ClaimCase,
    ReassignCase,
    RecuseFromCase,
    RemindAssessors,
)
from shared.contracts.confirming import ConfirmationAsked
from shared.contracts.contract import EventData
from shared.contracts.evidence import (
    DocumentDestroyed,
    DocumentReceived,
    DocumentScanned,
    DocumentWithdrawn,
)
from shared.contracts.fresh_assessment import FreshAssessmentOrdered
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationReceived,
)
from shared.contracts.judging import (
    AdjudicateAssessment,
    AssessmentAdjudicated,
    AssessmentClosed,
    AssessmentReopened,
    AssessmentSaved,
    DisagreementFound,
    ModerationBegun,
    RecommendationReconsidered,
    ReconsiderRecommendation,
    SaveAssessment,
    SubmitAssessment,
)
from shared.contracts.staff_interests import StaffInterestDeclared, StaffInterestEnded

PoolEvent: TypeAlias = (
    AssessorAppointed
    | AssessorTrained
    | LeaveRecorded
    | LeaveCancelled
    | InterestsDeclared
    | AppointmentEnded
    | StaffInterestDeclared
    | StaffInterestEnded
)

Documented: TypeAlias = (
    DocumentReceived | DocumentScanned | DocumentWithdrawn | DocumentDestroyed
)


def on_application_submitted(
    event: ApplicationSubmitted, asked: Asked
) -> Sequence[Command]:
    """A submitted application is opened for assessment."""
    opened_on = register_date(asked.now)
    return [
        OpenAssessment(
            assessment_id=assessment_of(event.application_id),
            application_id=event.application_id,
            scopes=event.scopes,
            route=event.route,
            opened_on=opened_on,
            timing=timing(
                asked.rulebook, opened_on, division_of(event.country, event.postcode)
            ),
            parties=parties_of(event),
            policy=policy(asked.rulebook),
            now=asked.now,
            standards=asked.rulebook.standards_for(event.route, event.scopes),
            level=level_of(event, asked.rulebook),
        )
    ]


def on_fresh_assessment_ordered(
    event: FreshAssessmentOrdered, asked: Asked
) -> Sequence[Command]:
    """An appeal has others assess the application, as if it had just come in.

    The applicant's nation is not told again: England's holidays count, if any do.
    """
    opened_on = register_date(asked.now)
    return [
        OpenAssessment(
            assessment_id=fresh_assessment_of(event.application_id, event.assessment),
            application_id=event.application_id,
            scopes=(),
            route="",
            opened_on=opened_on,
            timing=timing(asked.rulebook, opened_on, division_of(None, None)),
            policy=policy(asked.rulebook),
            now=asked.now,
            excluded=event.excluded,
            afresh=True,
        )
    ]


def on_change_of_the_pool(_event: PoolEvent, _asked: Asked) -> Sequence[Command]:
    """The pool is as it says; cases that wait are tried again when due.

    Who has a case is looked at again where a tie was added (`rechecking`).
    """
    return []


def on_confirmation_asked(
    _event: ConfirmationAsked, _asked: Asked
) -> Sequence[Command]:
    """Who is asked to confirm instead of a proposer is a party to the case too."""
    return []


def on_change_of_documents(_event: Documented, _asked: Asked) -> Sequence[Command]:
    """The documents that assessors may see are listed beside their case."""
    return []


def claim_case(command: ClaimCase, asked: Asked) -> Claim:
    """An assessor takes a case for themself."""
    return Claim(
        assessment_id=command.assessment_id,
        assessor_id=asked.actor,
        today=register_date(asked.now),
        policy=policy(asked.rulebook),
        now=asked.now,
    )


def recuse_from_case(command: RecuseFromCase, asked: Asked) -> TakeOff:
    """An assessor gives their own case back."""
    return TakeOff(
        assessment_id=command.assessment_id,
        assessor_id=asked.actor,
        reason=command.reason,
        by_registrar=False,
        actor=asked.actor,
        today=register_date(asked.now),
        policy=policy(asked.rulebook),
        now=asked.now,
        explanation=command.explanation,
    )


def reassign_case(command: ReassignCase, asked: Asked) -> TakeOff:
    """The registrar takes a case from an assessor, for another or for the pool."""
    return TakeOff(
        assessment_id=command.assessment_id,
        assessor_id=command.assessor_id,
        reason=command.reason,
        by_registrar=True,
        actor=asked.actor,
        today=register_date(asked.now),
        policy=policy(asked.rulebook),
        now=asked.now,
        to=command.to,
    )


def remind_assessors(command: RemindAssessors, asked: Asked) -> Remind:
    """The registrar reminds whoever has not spoken."""
    return Remind(command.assessment_id, asked.now, asked.actor)


def assign_again(stream: str, asked: Asked) -> AssignAgain:
    """A case that lacks assessors is tried again."""
    return AssignAgain(
        case_of(stream), register_date(asked.now), policy(asked.rulebook), asked.now
    )


def record_overdue(stream: str, asked: Asked) -> RecordOverdue:
    """A case comes to the next instant of its target."""
    return RecordOverdue(case_of(stream), asked.now)


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return what falls due, or no more, because of the event."""
    match event:
        case AssessmentOpened():
            due = event.due_at
            first = first_instant(event.remind_at, due) if due else None
            return _target(event.assessment_id, first)
        case AssignmentPostponed():
            stream = stream_of_case(event.assessment_id)
            return [SetDeadline(stream, ASSIGN_AGAIN, event.next_try_at)]
        case AssessorsAssigned():
            stream = stream_of_case(event.assessment_id)
            tried = ClearDeadline(stream, ASSIGN_AGAIN)
            return [tried, *_target(event.assessment_id, event.next_at)]
        case AssessmentOverdue() | AssessmentEscalated() | AssessorsReminded():
            return _target(event.assessment_id, event.next_at)
        case _:
            return judging_deadlines(event)


def _target(case: UUID, next_at: datetime | None) -> Sequence[DeadlineChange]:
    if next_at is None:
        return []
    return [SetDeadline(stream_of_case(case), RECOMMENDATION_DUE, next_at)]


def stream_of(command: Command) -> str:
    """Return the stream of the case a command is about."""
    return stream_of_case(command.assessment_id)


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
        AssessorJoined,
        AssessorRecused,
        AssessorsReminded,
        AssessmentEscalated,
        AssessmentSaved,
        DisagreementFound,
        ModerationBegun,
        RecommendationReconsidered,
        AssessmentAdjudicated,
        AssessmentReopened,
        AssessmentClosed,
    ),
    stream_of=stream_of,
    accepts={
        GiveRecommendation: give_recommendation,
        SaveAssessment: save_assessment,
        SubmitAssessment: submit_assessment,
        ReconsiderRecommendation: reconsider_recommendation,
        AdjudicateAssessment: adjudicate_assessment,
        ClaimCase: claim_case,
        RecuseFromCase: recuse_from_case,
        ReassignCase: reassign_case,
        RemindAssessors: remind_assessors,
    },
    hears={
        ApplicationSubmitted: on_application_submitted,
        **dict.fromkeys(get_args(PoolEvent), on_change_of_the_pool),
        **dict.fromkeys(get_args(Documented), on_change_of_documents),
        FreshAssessmentOrdered: on_fresh_assessment_ordered,
        DisagreementFound: on_disagreement_found,
        ConfirmationAsked: on_confirmation_asked,
        FurtherInformationReceived: on_further_information_received,
        ApplicationWithdrawn: on_application_withdrawn,
    },
    topics=("applications.events", "assessment.events"),
    due={
        ASSIGN_AGAIN: assign_again,
        RECOMMENDATION_DUE: record_overdue,
        MODERATION_DUE: end_moderation,
    },
    deadlines=deadlines,
    knowledge=PoolAndPapers(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
    keeps_rules=True,
    # Whoever judges sees nothing of the others, and so no count of what they did.
    blind=frozenset(
        {
            GiveRecommendation,
            SaveAssessment,
            SubmitAssessment,
            ReconsiderRecommendation,
            AdjudicateAssessment,
            ClaimCase,
            RecuseFromCase,
        }
    ),
)
"""Assessing, wired."""
