"""What applying accepts, hears and owes, and the capability as the kit sees it."""

from collections.abc import Sequence
from types import MappingProxyType
from uuid import UUID

from services.applications.applying.commands import (
    AnswerFurtherInformation,
    AskFurtherInformation,
    CheckRegistrationElsewhere,
    Command,
    DecideApplication,
    FindOnAppeal,
    LapseFurtherInformation,
    LodgeAppeal,
    ReceiveRecommendation,
    RecordAppealOverdue,
    SubmitApplication,
    WithdrawAppeal,
    WithdrawApplication,
)
from services.applications.applying.decider import APPLICATION
from services.applications.applying.deciding.events import OWNED
from services.applications.applying.knowledge import KnownApplications
from services.applications.applying.projections import HOLDS, project, take_in
from services.applications.applying.rules.last_days import (
    answer_by,
    appeal_by,
    appeal_decide_by,
)
from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    DeadlineChange,
    SetDeadline,
)
from shared.clock import end_of_register_day, register_date
from shared.contracts import appealing, corresponding, elsewhere
from shared.contracts import applications as contracts
from shared.contracts.assessment import AssessmentConcluded
from shared.contracts.contract import EventData
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
    FurtherInformationReceived,
)
from shared.contracts.identity import PersonMerged, PersonParted
from shared.identity.roles import Role

STREAM = "application/"
FURTHER_INFORMATION = "further-information"
APPEAL = "appeal"


def submit(data: contracts.SubmitApplication, asked: Asked) -> SubmitApplication:
    """Somebody submits an application, judged by the rulebook in force today."""
    return SubmitApplication(
        application_id=data.application_id,
        submission=data.submission,
        rulebook=asked.rulebook,
        now=asked.now,
        today=register_date(asked.now),
        signed_on_paper=data.signed_on_paper,
        sender=asked.actor,
        by_staff=Role.REGISTRAR in asked.roles,
    )


def check_elsewhere(
    data: elsewhere.CheckRegistrationElsewhere, asked: Asked
) -> CheckRegistrationElsewhere:
    """The registrar says what another register said."""
    return CheckRegistrationElsewhere(
        application_id=data.application_id,
        source=data.source,
        found=data.found,
        explanation=data.explanation,
        number=data.number,
        explained=data.difference_explained,
        checker=asked.actor,
        now=asked.now,
    )


def decide(data: contracts.DecideApplication, asked: Asked) -> DecideApplication:
    """The registrar who asks decides."""
    return DecideApplication(
        application_id=data.application_id,
        decision=data.decision,
        reasons=data.reasons,
        explanation=data.explanation,
        decider=asked.actor,
        now=asked.now,
        scopes=data.scopes,
        settled_before=frozenset(asked.rulebook.admission.settled_before),
        standings=asked.rulebook.standings,
        appeal_by=appeal_by(register_date(asked.now), asked.rulebook),
    )


def ask(
    data: corresponding.AskFurtherInformation, asked: Asked
) -> AskFurtherInformation:
    """The registrar asks the applicant, by the rulebook's rounds and days."""
    return AskFurtherInformation(
        application_id=data.application_id,
        gaps=data.gaps,
        explanation=data.explanation,
        asker=asked.actor,
        rounds=asked.rulebook.further_information.rounds,
        answer_by=answer_by(register_date(asked.now), asked.rulebook),
        now=asked.now,
    )


def answer(
    data: corresponding.AnswerFurtherInformation
    | corresponding.RecordFurtherInformation,
    asked: Asked,
) -> AnswerFurtherInformation:
    """The applicant answers, or the registrar records what came on paper."""
    own = isinstance(data, corresponding.AnswerFurtherInformation)
    return AnswerFurtherInformation(
        application_id=data.application_id,
        statement=data.statement,
        documents=data.documents,
        sender=asked.actor if own else None,
        recorder=None if own else asked.actor,
        now=asked.now,
        today=register_date(asked.now),
    )


def withdraw(
    data: corresponding.WithdrawApplication | corresponding.RecordWithdrawal,
    asked: Asked,
) -> WithdrawApplication:
    """The applicant withdraws, or the registrar records that they did on paper."""
    own = isinstance(data, corresponding.WithdrawApplication)
    return WithdrawApplication(
        data.application_id,
        sender=asked.actor if own else None,
        recorder=None if own else asked.actor,
        now=asked.now,
    )


def lodge(
    data: appealing.LodgeAppeal | appealing.RecordAppeal, asked: Asked
) -> LodgeAppeal:
    """The applicant appeals, or the registrar records an appeal on paper."""
    own = isinstance(data, appealing.LodgeAppeal)
    today = register_date(asked.now)
    return LodgeAppeal(
        application_id=data.application_id,
        grounds=data.grounds,
        statement=data.statement,
        documents=data.documents,
        sender=asked.actor if own else None,
        recorder=None if own else asked.actor,
        rules=asked.rulebook.appeals,
        decide_by=appeal_decide_by(today, asked.rulebook),
        now=asked.now,
        today=today,
    )


def take_back(
    data: appealing.WithdrawAppeal | appealing.RecordAppealWithdrawal, asked: Asked
) -> WithdrawAppeal:
    """The applicant takes the appeal back, or the registrar records that they did."""
    own = isinstance(data, appealing.WithdrawAppeal)
    return WithdrawAppeal(
        data.application_id,
        sender=asked.actor if own else None,
        recorder=None if own else asked.actor,
        now=asked.now,
    )


def find(data: appealing.FindOnAppeal, asked: Asked) -> FindOnAppeal:
    """The member of the panel who asks finds."""
    return FindOnAppeal(
        application_id=data.application_id,
        member=asked.actor,
        outcome=data.outcome,
        scopes=data.scopes,
        reasons=data.reasons,
        explanation=data.explanation,
        settled_before=frozenset(asked.rulebook.admission.settled_before),
        standings=asked.rulebook.standings,
        now=asked.now,
    )


def on_assessment_concluded(
    event: AssessmentConcluded, asked: Asked
) -> Sequence[Command]:
    """What the assessors recommend goes to the registrar."""
    return [
        ReceiveRecommendation(
            application_id=event.application_id,
            assessment_id=event.assessment_id,
            outcome=event.outcome.value,
            assessors=event.assessors,
            now=asked.now,
            gaps=event.gaps,
            scopes=event.scopes,
            round=event.round,
        )
    ]


def on_person_merged(_event: PersonMerged, _asked: Asked) -> Sequence[Command]:
    """What is decided of the application from now on is of the person kept."""
    return []


def on_person_parted(_event: PersonParted, _asked: Asked) -> Sequence[Command]:
    """The application is of its own person again."""
    return []


def lapse(stream: str, asked: Asked) -> LapseFurtherInformation:
    """What the applicant did not answer in time is decided on its papers."""
    return LapseFurtherInformation(_of(stream), asked.now, register_date(asked.now))


def record_overdue(stream: str, asked: Asked) -> RecordAppealOverdue:
    """An appeal that is not decided in time is overdue."""
    return RecordAppealOverdue(_of(stream), asked.now, register_date(asked.now))


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return what falls due, or does no more, after an event."""
    match event:
        case FurtherInformationAsked():
            due_at = end_of_register_day(event.answer_by)
            stream = f"{STREAM}{event.application_id}"
            return [SetDeadline(stream, FURTHER_INFORMATION, due_at)]
        case FurtherInformationReceived() | ApplicationWithdrawn():
            return [
                ClearDeadline(f"{STREAM}{event.application_id}", FURTHER_INFORMATION)
            ]
        case appealing.AppealLodged():
            due_at = end_of_register_day(event.decide_by)
            return [SetDeadline(f"{STREAM}{event.application_id}", APPEAL, due_at)]
        case appealing.AppealDecided() | appealing.AppealWithdrawn():
            return [ClearDeadline(f"{STREAM}{event.application_id}", APPEAL)]
        case _:
            return ()


def stream_of(command: Command) -> str:
    """Return the stream of the application that a command concerns."""
    return f"{STREAM}{command.application_id}"


def _of(stream: str) -> UUID:
    return UUID(stream.removeprefix(STREAM))


APPLYING = Capability(
    name="applying",
    decider=APPLICATION,
    owns=OWNED,
    stream_of=stream_of,
    accepts=MappingProxyType(
        {
            contracts.SubmitApplication: submit,
            contracts.DecideApplication: decide,
            elsewhere.CheckRegistrationElsewhere: check_elsewhere,
            corresponding.AskFurtherInformation: ask,
            corresponding.AnswerFurtherInformation: answer,
            corresponding.RecordFurtherInformation: answer,
            corresponding.WithdrawApplication: withdraw,
            corresponding.RecordWithdrawal: withdraw,
            appealing.LodgeAppeal: lodge,
            appealing.RecordAppeal: lodge,
            appealing.WithdrawAppeal: take_back,
            appealing.RecordAppealWithdrawal: take_back,
            appealing.FindOnAppeal: find,
        }
    ),
    hears=MappingProxyType(
        {
            AssessmentConcluded: on_assessment_concluded,
            PersonMerged: on_person_merged,
            PersonParted: on_person_parted,
        }
    ),
    topics=("applications.events", "assessment.events"),
    due=MappingProxyType({FURTHER_INFORMATION: lapse, APPEAL: record_overdue}),
    deadlines=deadlines,
    knowledge=KnownApplications(),
    holds=HOLDS,
    project=project,
    take_in=take_in,
    keeps_rules=True,
)
