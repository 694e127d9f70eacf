"""Small capabilities on real contracts: rules so plain that only the kit costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.capability import Asked, Capability
from shared.contracts.applications import RecommendationReceived
from shared.contracts.assessment import AssessmentConcluded, AssessorAppointed, Outcome
from shared.contracts.contract import CommandData, EventData, Personal
from shared.decider import Decider

ASSESSORS = ("assessor-1", "assessor-2")
SCOPES = ("nuclear-medicine",)


class ConcludeAssessment(CommandData):
    """Conclude a case: nothing in it is personal."""

    TYPE: ClassVar[str] = "register.benchmarks.conclude-assessment.v1"

    assessment_id: UUID
    application_id: UUID


class AppointSomebody(CommandData):
    """Appoint an assessor: the name and the address are personal."""

    TYPE: ClassVar[str] = "register.benchmarks.appoint-somebody.v1"

    assessor_id: str
    person_id: UUID
    name: Personal[str] = None
    email: Personal[str] = None


@dataclass(frozen=True, slots=True)
class Conclude:
    """The domain's own form of it."""

    assessment_id: UUID
    application_id: UUID
    now: datetime


@dataclass(frozen=True, slots=True)
class Appoint:
    """The domain's own form of it."""

    assessor_id: str
    person_id: UUID
    name: str | None
    email: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Receive:
    """An assessment was concluded; the application hears of it."""

    event: AssessmentConcluded
    now: datetime


def _conclude(command: Conclude, _times: int) -> Sequence[EventData]:
    return [
        AssessmentConcluded(
            assessment_id=command.assessment_id,
            application_id=command.application_id,
            outcome=Outcome.ACCEPT,
            assessors=ASSESSORS,
        )
    ]


def _appoint(command: Appoint, _times: int) -> Sequence[EventData]:
    return [
        AssessorAppointed(
            assessor_id=command.assessor_id,
            scopes=SCOPES,
            capacity=8,
            person_id=command.person_id,
            name=command.name,
            email=command.email,
        )
    ]


def _receive(command: Receive, _times: int) -> Sequence[EventData]:
    event = command.event
    return [
        RecommendationReceived(
            application_id=event.application_id,
            assessment_id=event.assessment_id,
            outcome=event.outcome,
            assessors=event.assessors,
        )
    ]


def _once_more(times: int, _event: EventData) -> int:
    return times + 1


def _to_conclude(data: ConcludeAssessment, asked: Asked) -> Conclude:
    return Conclude(data.assessment_id, data.application_id, asked.now)


def _to_appoint(data: AppointSomebody, asked: Asked) -> Appoint:
    return Appoint(data.assessor_id, data.person_id, data.name, data.email, asked.now)


def on_concluded(event: AssessmentConcluded, asked: Asked) -> Sequence[Receive]:
    """Each concluded assessment reaches its application."""
    return [Receive(event, asked.now)]


CONCLUDING = Capability(
    name="concluding",
    decider=Decider[Conclude, int, EventData](0, _conclude, _once_more),
    owns=(AssessmentConcluded,),
    stream_of=lambda command: f"assessment/{command.assessment_id}",
    accepts={ConcludeAssessment: _to_conclude},
)
"""Decides a small event without personal data."""

APPOINTING = Capability(
    name="appointing",
    decider=Decider[Appoint, int, EventData](0, _appoint, _once_more),
    owns=(AssessorAppointed,),
    stream_of=lambda command: f"assessor/{command.assessor_id}",
    accepts={AppointSomebody: _to_appoint},
)
"""Decides a small event with three personal fields, each a disclosure."""


def receiving(name: str) -> Capability:
    """Return a capability that answers each event it hears by one of its own."""
    return Capability(
        name=name,
        decider=Decider[Receive, int, EventData](0, _receive, _once_more),
        owns=(RecommendationReceived,),
        # Streams of its own, so that every round of a benchmark writes new ones.
        stream_of=lambda command: f"{name}/{command.event.application_id}",
        hears={AssessmentConcluded: on_concluded},
        topics=("assessment.events",),
    )
