"""What applying accepts and hears, and the capability as the kit sees it."""

from collections.abc import Sequence
from types import MappingProxyType

from services.applications.applying.commands import (
    Command,
    DecideApplication,
    ReceiveRecommendation,
    SubmitApplication,
)
from services.applications.applying.decider import APPLICATION
from services.applications.applying.deciding.events import OWNED
from services.applications.applying.knowledge import KnownApplications
from services.applications.applying.projections import HOLDS, project
from shared.capability import Asked, Capability
from shared.clock import register_date
from shared.contracts import applications as contracts
from shared.contracts.assessment import AssessmentConcluded


def submit(data: contracts.SubmitApplication, asked: Asked) -> SubmitApplication:
    """Somebody submits an application, judged by the rulebook in force today."""
    return SubmitApplication(
        application_id=data.application_id,
        submission=data.submission,
        rulebook=asked.rulebook,
        now=asked.now,
        today=register_date(asked.now),
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


def stream_of(command: Command) -> str:
    """Return the stream of the application that a command concerns."""
    return f"application/{command.application_id}"


APPLYING = Capability(
    name="applying",
    decider=APPLICATION,
    owns=OWNED,
    stream_of=stream_of,
    accepts=MappingProxyType(
        {contracts.SubmitApplication: submit, contracts.DecideApplication: decide}
    ),
    hears=MappingProxyType({AssessmentConcluded: on_assessment_concluded}),
    topics=("assessment.events",),
    knowledge=KnownApplications(),
    holds=HOLDS,
    project=project,
    keeps_rules=True,
)
