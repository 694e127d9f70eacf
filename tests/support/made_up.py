"""Made-up capabilities that prove the kit: they borrow contracts, and have own rules.

`SPEAKING` and `COUNTING` belong to `applications`, `HEARING` to `assessment`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID, uuid5

from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    Database,
    DeadlineChange,
    SetDeadline,
)
from shared.contracts import applications, assessment
from shared.contracts.contract import EventData
from shared.decider import Decider
from shared.errors import NotYet, Refused

PATIENCE = timedelta(days=7)
REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Speak:
    """Say that an application came back."""

    application_id: UUID
    submission: tuple[tuple[str, str], ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say once more that it was refused; `reasons` steer what goes wrong."""

    application_id: UUID
    reasons: tuple[str, ...]
    explanation: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Remind:
    """Say that a deadline was met."""

    application_id: UUID
    now: datetime


SpeakingCommand = Speak | Repeat | Remind


@dataclass(frozen=True, slots=True)
class Said:
    """How many events a stream has."""

    times: int = 0


def _speak(command: SpeakingCommand, state: Said) -> Sequence[EventData]:
    match command:
        case Speak():
            return _first(command, state)
        case Repeat():
            return _again(command, state)
        case Remind():
            if state.times > 1:
                raise Refused("too-late", "It has moved on.")
            return [_refusal(command.application_id, ("reminded",), None)]


def _first(command: Speak, state: Said) -> Sequence[EventData]:
    if state.times:
        return []
    submission = dict(command.submission)
    if "bug" in submission:
        raise LookupError(submission["bug"])
    return [
        applications.ApplicationReturned(
            application_id=command.application_id,
            faults=("none",),
            person_id=command.application_id,
            given_names=submission.get("given_names"),
            submission=submission,
        )
    ]


def _again(command: Repeat, state: Said) -> Sequence[EventData]:
    if not state.times:
        raise Refused("nothing-said", "Nothing has been said yet.", "made up §1")
    if "bug" in command.reasons:
        raise LookupError("bug")
    return [
        _refusal(command.application_id, command.reasons, command.explanation)
        for _ in range(2 if "twice" in command.reasons else 1)
    ]


def _refusal(
    application_id: UUID, reasons: tuple[str, ...], explanation: str | None
) -> applications.ApplicationRefused:
    return applications.ApplicationRefused(
        application_id=application_id,
        reasons=reasons,
        person_id=application_id,
        explanation=explanation,
    )


def _said(state: Said, _event: EventData) -> Said:
    return Said(state.times + 1)


def _submitted(data: applications.SubmitApplication, asked: Asked) -> Speak:
    submission = data.submission or {}
    if "untranslatable" in submission:
        raise LookupError("untranslatable")
    return Speak(data.application_id, tuple(sorted(submission.items())), asked.now)


def _decided(data: applications.DecideApplication, asked: Asked) -> Repeat:
    return Repeat(data.application_id, data.reasons, data.explanation, asked.now)


def _due(stream: str, asked: Asked) -> Remind:
    application_id = UUID(stream.removeprefix("application/"))
    return Remind(application_id, asked.now)


def _deadlines(event: EventData) -> Sequence[DeadlineChange]:
    match event:
        case applications.ApplicationRefused(application_id=one, reasons=reasons):
            stream = f"application/{one}"
            if "wait" in reasons:
                at = datetime.fromisoformat(reasons[-1])
                return [SetDeadline(stream, REMINDER, at)]
            return [ClearDeadline(stream, REMINDER)] if "stop" in reasons else []
        case _:
            return []


SPEAKING = Capability(
    name="speaking",
    decider=Decider[SpeakingCommand, Said, EventData](Said(), _speak, _said),
    owns=(applications.ApplicationReturned, applications.ApplicationRefused),
    stream_of=lambda command: f"application/{command.application_id}",
    accepts=MappingProxyType(
        {
            applications.SubmitApplication: _submitted,
            applications.DecideApplication: _decided,
        }
    ),
    due=MappingProxyType({REMINDER: _due}),
    deadlines=_deadlines,
)
"""Says that an application was returned, then refused as often as one likes."""


@dataclass(frozen=True, slots=True)
class Count:
    """Appoint an assessor with the next number, which is stored as the capacity."""

    assessor_id: str
    now: datetime
    next_number: int = 0


class Counted:
    """Knows how many there are, over all streams."""

    turn: str | None = "counting"

    async def load(self, database: Database, commands: Sequence[Count]) -> int:  # noqa: ARG002
        """Return how many there are."""
        count = await database.fetchval(
            "SELECT count(*) FROM events WHERE type = $1",
            assessment.AssessorAppointed.TYPE,
        )
        return int(count)

    def inform(self, command: Count, known: int) -> Count:
        """Return the command with its number."""
        return replace(command, next_number=known + 1)

    def learn(self, known: int, event: EventData) -> int:  # noqa: ARG002
        """Count one more."""
        return known + 1


def _count(command: Count, state: Said) -> Sequence[EventData]:
    if state.times:
        return []
    return [
        assessment.AssessorAppointed(
            assessor_id=command.assessor_id, scopes=(), capacity=command.next_number
        )
    ]


def _appointed(data: assessment.AppointAssessor, asked: Asked) -> Count:
    return Count(data.assessor_id, asked.now)


COUNTING = Capability(
    name="counting",
    decider=Decider[Count, Said, EventData](Said(), _count, _said),
    owns=(assessment.AssessorAppointed,),
    stream_of=lambda command: f"assessor/{command.assessor_id}",
    accepts=MappingProxyType({assessment.AppointAssessor: _appointed}),
    knowledge=Counted(),
)
"""Gives numbers without gaps over all streams: a rule that needs a turn."""


@dataclass(frozen=True, slots=True)
class Note:
    """Note on the case of an application that something was heard of it."""

    application_id: UUID
    heard: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Await:
    """Note it, but not before the case of another application is open."""

    application_id: UUID
    awaited: UUID
    now: datetime


HearingCommand = Note | Await


def case_of(application_id: UUID) -> UUID:
    """Return the id of an application's case."""
    return uuid5(application_id, "case")


def _note(command: HearingCommand, state: Said) -> Sequence[EventData]:
    match command:
        case Note(heard="poison-decision"):
            raise LookupError("poison")
        case Note(heard="refusal"):
            raise Refused("not-noted", "That is not noted.")
        case Note():
            route = command.heard
        case Await():
            if not state.times:
                raise NotYet(f"assessment/{case_of(command.awaited)}")
            route = "awaited"
    return [
        assessment.AssessmentOpened(
            assessment_id=case_of(command.application_id),
            application_id=command.application_id,
            scopes=(),
            route=route,
        )
    ]


def on_returned(
    event: applications.ApplicationReturned, asked: Asked
) -> Sequence[HearingCommand]:
    """A returned application is noted."""
    return [Note(event.application_id, "returned", asked.now)]


def on_refused(
    event: applications.ApplicationRefused, asked: Asked
) -> Sequence[HearingCommand]:
    """A refused application is noted, or not yet, or the reaction fails."""
    match event.reasons:
        case ("poison", *_):
            raise LookupError("poison")
        case ("await", awaited, *_):
            return [Await(event.application_id, UUID(awaited), asked.now)]
        case (reason, *_):
            return [Note(event.application_id, reason, asked.now)]
        case _:
            return []


def _case(command: HearingCommand) -> str:
    match command:
        case Note(heard="poison-stream"):
            raise LookupError("poison")
        case Note():
            return f"assessment/{case_of(command.application_id)}"
        case Await():
            return f"assessment/{case_of(command.awaited)}"


HEARING = Capability(
    name="hearing",
    decider=Decider[HearingCommand, Said, EventData](Said(), _note, _said),
    owns=(assessment.AssessmentOpened,),
    stream_of=_case,
    hears=MappingProxyType(
        {
            applications.ApplicationReturned: on_returned,
            applications.ApplicationRefused: on_refused,
        }
    ),
    topics=("applications.events",),
)
"""Notes what it hears of each application on the stream of its case."""
