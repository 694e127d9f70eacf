"""What confirming accepts, hears and owes, and the capability as the kit sees it."""

from collections.abc import Sequence
from types import MappingProxyType
from uuid import UUID, uuid5

from services.applications.confirming.commands import (
    AskAnother,
    AskProposer,
    Close,
    Command,
    Lapse,
    Proposer,
    RecordPaper,
    Remind,
)
from services.applications.confirming.decider import CONFIRMATION
from services.applications.confirming.knowledge import ProposersOfApplications
from services.applications.confirming.projections import HOLDS, project
from services.applications.confirming.rules import days_after
from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    DeadlineChange,
    SetDeadline,
)
from shared.clock import register_date
from shared.contracts import confirming as contracts
from shared.contracts.applications import ApplicationAccepted, ApplicationSubmitted
from shared.contracts.contract import EventData
from shared.contracts.further_information import ApplicationWithdrawn

STREAM = "confirmation/"
REMINDER = "confirmation-reminder"
EXPIRY = "confirmation-expires"
ROLES = ("proposer-1", "proposer-2")


def on_application_submitted(
    event: ApplicationSubmitted, asked: Asked
) -> Sequence[Command]:
    """Every proposer is asked to confirm, unless their signature came on paper."""
    if event.signed_on_paper or event.person_id is None:
        return []
    named = (
        (event.proposer_1_name, event.proposer_1_email),
        (event.proposer_2_name, event.proposer_2_email),
    )
    applicant = " ".join(filter(None, (event.given_names, event.family_name)))
    return [
        AskProposer(
            confirmation_id=confirmation_of(event.application_id, role),
            application_id=event.application_id,
            role=role,
            proposer=Proposer(event.person_id, name, email, applicant, event.email),
            remind_at=days_after(
                register_date(asked.now), asked.rulebook.confirming.remind_after_days
            ),
            expires_at=days_after(
                register_date(asked.now), asked.rulebook.confirming.days
            ),
            now=asked.now,
        )
        for role, (name, email) in zip(ROLES, named, strict=True)
        if email is not None
    ]


def on_application_accepted(
    event: ApplicationAccepted, asked: Asked
) -> Sequence[Command]:
    """Once an application is accepted, no proposer is waited for any more."""
    return [
        Close(confirmation_of(event.application_id, role), asked.now) for role in ROLES
    ]


def on_application_withdrawn(
    event: ApplicationWithdrawn, asked: Asked
) -> Sequence[Command]:
    """Nobody confirms what the applicant has taken back."""
    return [
        Close(confirmation_of(event.application_id, role), asked.now) for role in ROLES
    ]


def record_paper(data: contracts.RecordPaperConfirmation, asked: Asked) -> RecordPaper:
    """The registrar who asks has seen the signature."""
    return RecordPaper(
        data.confirmation_id,
        data.name,
        data.statement,
        asked.now,
        actor=asked.actor,
    )


def ask_another(data: contracts.AskAnotherProposer, asked: Asked) -> AskAnother:
    """Another person is asked, who has as long as the first had."""
    rules, today = asked.rulebook.confirming, register_date(asked.now)
    return AskAnother(
        confirmation_id=data.confirmation_id,
        name=data.name,
        email=data.email,
        remind_at=days_after(today, rules.remind_after_days),
        expires_at=days_after(today, rules.days),
        now=asked.now,
        actor=asked.actor,
    )


def remind(stream: str, asked: Asked) -> Remind:
    """Who has not answered for some time is reminded."""
    return Remind(UUID(stream.removeprefix(STREAM)), asked.now)


def lapse(stream: str, asked: Asked) -> Lapse:
    """Who has not answered in time is not waited for."""
    return Lapse(UUID(stream.removeprefix(STREAM)), asked.now)


def confirmation_of(application_id: UUID, role: str) -> UUID:
    """Return the id of the confirmation of an application by one of its proposers."""
    return uuid5(application_id, f"confirmation by {role}")


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return what falls due, or no more, because of the event."""
    match event:
        case contracts.ConfirmationAsked(confirmation_id=confirmation_id):
            stream = f"{STREAM}{confirmation_id}"
            return [
                SetDeadline(stream, REMINDER, event.remind_at),
                SetDeadline(stream, EXPIRY, event.expires_at),
            ]
        case (
            contracts.ConfirmationGiven(confirmation_id=confirmation_id)
            | contracts.ConfirmationDeclined(confirmation_id=confirmation_id)
            | contracts.ConfirmationLapsed(confirmation_id=confirmation_id)
            | contracts.ConfirmationClosed(confirmation_id=confirmation_id)
        ):
            stream = f"{STREAM}{confirmation_id}"
            return [ClearDeadline(stream, REMINDER), ClearDeadline(stream, EXPIRY)]
        case _:
            return []


def stream_of(command: Command) -> str:
    """Return the stream of the confirmation that a command concerns."""
    return f"{STREAM}{command.confirmation_id}"


CONFIRMING = Capability(
    name="confirming",
    decider=CONFIRMATION,
    owns=contracts.EVENTS,
    stream_of=stream_of,
    accepts=MappingProxyType(
        {
            contracts.RecordPaperConfirmation: record_paper,
            contracts.AskAnotherProposer: ask_another,
        }
    ),
    hears=MappingProxyType(
        {
            ApplicationSubmitted: on_application_submitted,
            ApplicationAccepted: on_application_accepted,
            ApplicationWithdrawn: on_application_withdrawn,
        }
    ),
    topics=("applications.events",),
    due=MappingProxyType({REMINDER: remind, EXPIRY: lapse}),
    deadlines=deadlines,
    knowledge=ProposersOfApplications(),
    holds=HOLDS,
    project=project,
)
