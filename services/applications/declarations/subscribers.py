"""What the panel accepts, hears and owes, and the capability as the kit sees it."""

from collections.abc import Sequence
from types import MappingProxyType
from uuid import UUID

from services.applications.declarations.commands import (
    CloseDeclaration,
    Command,
    Judge,
    RaiseDeclaration,
    RecordOverdue,
    Recuse,
    Subject,
)
from services.applications.declarations.decider import DECLARATION
from services.applications.declarations.knowledge import KnownTies
from services.applications.declarations.projections import HOLDS, project, take_in
from services.applications.declarations.rules import judge_by
from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    DeadlineChange,
    SetDeadline,
)
from shared.clock import end_of_register_day, register_date
from shared.contracts import declarations as contracts
from shared.contracts.appealing import (
    Against,
    AppealDecided,
    AppealFindingGiven,
    AppealLodged,
    AppealOutcome,
    AppealWithdrawn,
)
from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationRefused,
    ApplicationSubmitted,
)
from shared.contracts.assessment import AssessorsAssigned
from shared.contracts.assigning import AssessorJoined
from shared.contracts.contract import EventData
from shared.contracts.further_information import ApplicationWithdrawn
from shared.contracts.judging import ModerationBegun
from shared.contracts.referring import ApplicationReferred
from shared.contracts.serving import RefusalClosed

STREAM = "declaration/"
FINDING_DUE = "finding-due"


def on_application_submitted(
    event: ApplicationSubmitted, asked: Asked
) -> Sequence[Command]:
    """What an applicant declares goes before the panel, and to nobody else."""
    declared = {
        "health": event.health_to_declare,
        "character": event.character_to_declare,
    }
    grounds = tuple(ground for ground, given in declared.items() if given)
    if not grounds:
        return []
    subject = Subject(
        person_id=event.person_id,
        given_names=event.given_names,
        family_name=event.family_name,
        employer=event.employer,
        grounds=grounds,
        details=event.declaration_details,
    )
    return [
        _raised(event.application_id, contracts.MatterOrigin.DECLARED, subject, asked)
    ]


def on_application_refused(
    event: ApplicationRefused, asked: Asked
) -> Sequence[Command]:
    """While an application stands refused, the panel has nothing to judge of it.

    What it has not judged stays in the way of admission, on appeal as before.
    """
    reason = contracts.ClosingGround.REFUSED
    return [CloseDeclaration(event.application_id, reason, asked.now)]


def on_appeal_lodged(event: AppealLodged, asked: Asked) -> Sequence[Command]:
    """What left the panel unjudged with the refusal comes back with the appeal."""
    origin = contracts.MatterOrigin.APPEALED
    subject = Subject(person_id=event.person_id)
    return [_raised(event.application_id, origin, subject, asked)]


def on_appeal_over(
    event: AppealDecided | AppealWithdrawn, asked: Asked
) -> Sequence[Command]:
    """A refusal that stands after an appeal leaves the panel nothing to judge."""
    dismissed = isinstance(event, AppealWithdrawn) or (
        event.outcome is AppealOutcome.DISMISSED
    )
    if not dismissed or event.against is not Against.REFUSAL:
        return []
    reason = contracts.ClosingGround.REFUSED
    return [CloseDeclaration(event.application_id, reason, asked.now)]


def on_appeal_finding_given(
    _event: AppealFindingGiven, _asked: Asked
) -> Sequence[Command]:
    """Whoever hears an appeal judges nothing that was declared in the application."""
    return []


def on_refusal_closed(_event: RefusalClosed, _asked: Asked) -> Sequence[Command]:
    """What was declared stands in the way of nothing once a refusal is final."""
    return []


def on_application_withdrawn(
    event: ApplicationWithdrawn, asked: Asked
) -> Sequence[Command]:
    """What was declared in an application that is withdrawn is not judged."""
    reason = contracts.ClosingGround.WITHDRAWN
    return [CloseDeclaration(event.application_id, reason, asked.now)]


def on_application_referred(
    event: ApplicationReferred, asked: Asked
) -> Sequence[Command]:
    """What the registrar refers goes before the panel, in the registrar's words."""
    subject = Subject(
        person_id=event.person_id,
        grounds=(event.ground,),
        details=event.explanation,
    )
    origin = contracts.MatterOrigin.REFERRED
    return [_raised(event.application_id, origin, subject, asked)]


def on_application_accepted(
    _event: ApplicationAccepted, _asked: Asked
) -> Sequence[Command]:
    """Whoever decided an application sits on no panel about it."""
    return []


def on_assessors_assigned(
    _event: AssessorsAssigned | AssessorJoined | ModerationBegun, _asked: Asked
) -> Sequence[Command]:
    """Whoever assesses an application, or moderates, sits on no panel about it."""
    return []


def judge(data: contracts.JudgeDeclaration, asked: Asked) -> Judge:
    """A finding is always its sender's own."""
    return Judge(
        application_id=data.application_id,
        member=asked.actor,
        finding=data.finding,
        grounds=data.grounds,
        explanation=data.explanation,
        now=asked.now,
    )


def recuse(data: contracts.RecuseFromDeclaration, asked: Asked) -> Recuse:
    """Everybody recuses themselves, and nobody another."""
    return Recuse(
        application_id=data.application_id,
        member=asked.actor,
        reason=data.reason,
        explanation=data.explanation,
        now=asked.now,
    )


def record_overdue(stream: str, asked: Asked) -> RecordOverdue:
    """A matter past its target day is overdue."""
    return RecordOverdue(UUID(stream.removeprefix(STREAM)), asked.now)


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return what falls due, or no more, because of the event."""
    match event:
        case contracts.DeclarationRaised(application_id=one, judge_by=day):
            return [
                SetDeadline(f"{STREAM}{one}", FINDING_DUE, end_of_register_day(day))
            ]
        case contracts.DeclarationConcluded(application_id=one):
            return [ClearDeadline(f"{STREAM}{one}", FINDING_DUE)]
        case contracts.DeclarationClosed(application_id=one):
            return [ClearDeadline(f"{STREAM}{one}", FINDING_DUE)]
        case _:
            return []


def stream_of(command: Command) -> str:
    """Return the stream of the declared matters of an application."""
    return f"{STREAM}{command.application_id}"


def _raised(
    application_id: UUID,
    origin: contracts.MatterOrigin,
    subject: Subject,
    asked: Asked,
) -> RaiseDeclaration:
    panel = asked.rulebook.declarations
    return RaiseDeclaration(
        application_id=application_id,
        origin=origin,
        subject=subject,
        panel_members=panel.panel_members,
        judge_by=judge_by(register_date(asked.now), panel.target_days),
        now=asked.now,
    )


DECLARATIONS = Capability(
    name="declarations",
    decider=DECLARATION,
    owns=contracts.EVENTS,
    stream_of=stream_of,
    accepts=MappingProxyType(
        {
            contracts.JudgeDeclaration: judge,
            contracts.RecuseFromDeclaration: recuse,
        }
    ),
    hears=MappingProxyType(
        {
            ApplicationSubmitted: on_application_submitted,
            ApplicationAccepted: on_application_accepted,
            ApplicationReferred: on_application_referred,
            ApplicationRefused: on_application_refused,
            AppealLodged: on_appeal_lodged,
            AppealFindingGiven: on_appeal_finding_given,
            AppealDecided: on_appeal_over,
            AppealWithdrawn: on_appeal_over,
            RefusalClosed: on_refusal_closed,
            ApplicationWithdrawn: on_application_withdrawn,
            AssessorsAssigned: on_assessors_assigned,
            AssessorJoined: on_assessors_assigned,
            ModerationBegun: on_assessors_assigned,
        }
    ),
    topics=("applications.events", "assessment.events"),
    due=MappingProxyType({FINDING_DUE: record_overdue}),
    deadlines=deadlines,
    knowledge=KnownTies(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
    keeps_rules=True,
)
