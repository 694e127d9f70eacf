"""The pool: from a command, or a day that comes, to what is known of an assessor."""

from collections.abc import Sequence
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from services.assessment.assessors.commands import (
    Appoint,
    Command,
    Declare,
    DropLeave,
    End,
    GoOnLeave,
    Reckon,
    RemindOf,
    Terms,
    Train,
)
from services.assessment.assessors.decider import ASSESSOR
from services.assessment.assessors.deciding.keeping import NOTICE
from services.assessment.assessors.knowledge import ContactOnRecord
from services.assessment.assessors.projections import HOLDS, project
from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    DeadlineChange,
    SetDeadline,
)
from shared.clock import register_date, start_of_register_day
from shared.contracts.assessment import AppointAssessor, AssessorAppointed
from shared.contracts.assessors import (
    AppointmentEnded,
    AssessorTrained,
    AssessorTrainingDue,
    CancelLeave,
    DeclareInterests,
    EndAppointment,
    GiveUpLeave,
    InterestsDeclared,
    InterestsReviewDue,
    LeaveCancelled,
    LeaveRecorded,
    RecordLeave,
    RecordTraining,
    ScopeCovered,
    ScopeShortOfAssessors,
    TakeLeave,
)
from shared.contracts.contract import EventData
from shared.rulebook import Rulebook

PEOPLE = uuid5(NAMESPACE_URL, "register:assessor-person")
STREAM = "assessor/"
TRAINING_DUE = "training-due"
INTERESTS_DUE = "interests-due"


def person_of(assessor_id: str) -> UUID:
    """Return the person that an assessor is."""
    return uuid5(PEOPLE, assessor_id)


def appoint(command: AppointAssessor, asked: Asked) -> Appoint:
    """An appointment is judged by the scopes of the rulebook in force."""
    return Appoint(
        assessor_id=command.assessor_id,
        person_id=person_of(command.assessor_id),
        scopes=command.scopes,
        known_scopes=frozenset(scope.code for scope in asked.rulebook.scopes),
        capacity=command.capacity,
        lead=command.lead,
        name=command.name,
        email=command.email,
        terms=terms(asked.rulebook),
        today=register_date(asked.now),
        now=asked.now,
        standing=command.standing,
        levels=command.levels,
        nominated_by=command.nominated_by,
        until=command.until,
        interests=command.interests,
    )


def record_training(command: RecordTraining, asked: Asked) -> Train:
    """Training holds from its day, for as long as the rulebook says."""
    return Train(
        assessor_id=command.assessor_id,
        trained_on=command.trained_on,
        terms=terms(asked.rulebook),
        today=register_date(asked.now),
        now=asked.now,
    )


def on_leave(command: RecordLeave | TakeLeave, asked: Asked) -> GoOnLeave:
    """The registrar records anybody's leave; who takes leave takes their own."""
    return GoOnLeave(
        assessor_id=command.assessor_id,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        own=isinstance(command, RecordLeave) or command.assessor_id == asked.actor,
        today=register_date(asked.now),
        now=asked.now,
    )


def off_leave(command: CancelLeave | GiveUpLeave, asked: Asked) -> DropLeave:
    """The registrar cancels anybody's leave; who gives up leave gives up their own."""
    return DropLeave(
        assessor_id=command.assessor_id,
        starts_on=command.starts_on,
        own=isinstance(command, CancelLeave) or command.assessor_id == asked.actor,
        now=asked.now,
    )


def declare_interests(command: DeclareInterests, asked: Asked) -> Declare:
    """Interests are declared by whose they are."""
    return Declare(
        assessor_id=command.assessor_id,
        person_id=person_of(command.assessor_id),
        interests=command.interests,
        own=command.assessor_id == asked.actor,
        terms=terms(asked.rulebook),
        today=register_date(asked.now),
        now=asked.now,
    )


def end_appointment(command: EndAppointment, asked: Asked) -> End:
    """An appointment ends on the day it is said to."""
    return End(command.assessor_id, command.reason, register_date(asked.now), asked.now)


def remind_of(stream: str, asked: Asked) -> RemindOf:
    """A day comes near on which training lapses, or interests are to be declared."""
    return RemindOf(stream.removeprefix(STREAM), register_date(asked.now), asked.now)


def terms(rulebook: Rulebook) -> Terms:
    """Return what the rulebook says of the pool."""
    pool = rulebook.pool
    return Terms(
        training_months=pool.training_months,
        interests_months=pool.interests_months,
        interests_days=pool.interests_days,
    )


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return when an assessor is reminded because of the event, or no more."""
    match event:
        case AssessorAppointed():
            stream = f"{STREAM}{event.assessor_id}"
            return [
                *_reminder(stream, TRAINING_DUE, event.training_lapses_on),
                *_reminder(stream, INTERESTS_DUE, event.interests_by),
            ]
        case AssessorTrained():
            stream = f"{STREAM}{event.assessor_id}"
            return _reminder(stream, TRAINING_DUE, event.lapses_on)
        case InterestsDeclared():
            stream = f"{STREAM}{event.assessor_id}"
            return _reminder(stream, INTERESTS_DUE, event.review_on)
        case AppointmentEnded():
            stream = f"{STREAM}{event.assessor_id}"
            return [
                ClearDeadline(stream, TRAINING_DUE),
                ClearDeadline(stream, INTERESTS_DUE),
            ]
        case _:
            return []


def _reminder(stream: str, name: str, day: date | None) -> list[DeadlineChange]:
    if day is None:
        return []
    return [SetDeadline(stream, name, start_of_register_day(day - NOTICE))]


def stream_of(command: Command) -> str:
    """Return the stream of an assessor, or of a scope."""
    if isinstance(command, Reckon):
        return f"scope/{command.scope}"
    return f"{STREAM}{command.assessor_id}"


ASSESSORS = Capability(
    name="assessors",
    decider=ASSESSOR,
    owns=(
        AssessorAppointed,
        AssessorTrained,
        AssessorTrainingDue,
        LeaveRecorded,
        LeaveCancelled,
        InterestsDeclared,
        InterestsReviewDue,
        AppointmentEnded,
        ScopeShortOfAssessors,
        ScopeCovered,
    ),
    stream_of=stream_of,
    accepts={
        AppointAssessor: appoint,
        RecordTraining: record_training,
        RecordLeave: on_leave,
        TakeLeave: on_leave,
        CancelLeave: off_leave,
        GiveUpLeave: off_leave,
        DeclareInterests: declare_interests,
        EndAppointment: end_appointment,
    },
    due={TRAINING_DUE: remind_of, INTERESTS_DUE: remind_of},
    deadlines=deadlines,
    knowledge=ContactOnRecord(),
    holds=HOLDS,
    project=project,
)
"""The pool of assessors, wired."""
