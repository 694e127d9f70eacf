"""Events and commands of the pool: training, leave, interests, and its size."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.bounds import Code, Line
from shared.contracts.contract import CommandData, EventData, Personal

MOST_INTERESTS = 50


class Standing(StrEnum):
    """What an assessor sits as (domain §7.1)."""

    REGISTRANT = "registrant"
    BODY_NOMINATED = "body-nominated"
    LAY = "lay"


class Tie(StrEnum):
    """What an assessor is to somebody whose application they must not judge."""

    LINE_MANAGER = "line-manager"
    RELATIVE = "relative"
    CO_AUTHOR = "co-author"
    TRAINED = "trained"
    OTHER = "other"


class Leaving(StrEnum):
    """Why an appointment to the pool ended."""

    RESIGNED = "resigned"
    TERM_ENDED = "term-ended"
    REMOVED = "removed"


class Post(BaseModel):
    """An employer, and until when; None for one who is so today."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    employer: Line
    until: date | None = None


class KnownPerson(BaseModel):
    """Somebody an assessor is tied to, by their e-mail address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    email: Line
    tie: Tie


class Interests(BaseModel):
    """What an assessor declares: employers, training centres, and people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    posts: Annotated[tuple[Post, ...], Field(max_length=MOST_INTERESTS)] = ()
    training_centres: Annotated[tuple[Line, ...], Field(max_length=MOST_INTERESTS)] = ()
    people: Annotated[tuple[KnownPerson, ...], Field(max_length=MOST_INTERESTS)] = ()


class AssessorTrained(EventData):
    """An assessor attended the training day."""

    TYPE: ClassVar[str] = "register.assessment.assessor-trained.v1"
    REASON: ClassVar[str] = "attended-training"

    assessor_id: str
    trained_on: date
    lapses_on: date


class AssessorTrainingDue(EventData):
    """An assessor's training lapses soon, after which no case is given to them."""

    TYPE: ClassVar[str] = "register.assessment.assessor-training-due.v1"
    REASON: ClassVar[str] = "training-lapses"

    assessor_id: str
    lapses_on: date


class LeaveRecorded(EventData):
    """An assessor takes no new case from one day to another, both included."""

    TYPE: ClassVar[str] = "register.assessment.leave-recorded.v1"
    REASON: ClassVar[str] = "on-leave"

    assessor_id: str
    starts_on: date
    ends_on: date


class LeaveCancelled(EventData):
    """A leave that began on that day is not taken, or no longer."""

    TYPE: ClassVar[str] = "register.assessment.leave-cancelled.v1"
    REASON: ClassVar[str] = "leave-not-taken"

    assessor_id: str
    starts_on: date


class InterestsDeclared(EventData):
    """An assessor declared their interests anew, or that there are none."""

    TYPE: ClassVar[str] = "register.assessment.interests-declared.v1"
    REASON: ClassVar[str] = "yearly-review"

    assessor_id: str
    declared_on: date
    declared_none: bool
    review_on: date
    person_id: Personal[UUID] = None
    interests: Personal[Interests] = None


class InterestsReviewDue(EventData):
    """An assessor's interests are to be declared anew by a day, or no case is given."""

    TYPE: ClassVar[str] = "register.assessment.interests-review-due.v1"
    REASON: ClassVar[str] = "yearly-review"

    assessor_id: str
    declare_by: date


class AppointmentEnded(EventData):
    """An assessor left the pool; the cases they hold are theirs until reassigned."""

    TYPE: ClassVar[str] = "register.assessment.appointment-ended.v1"

    assessor_id: str
    ended_on: date
    reason: Leaving


class ScopeShortOfAssessors(EventData):
    """Fewer assessors of a scope are free than a case and its reserve need."""

    TYPE: ClassVar[str] = "register.assessment.scope-short-of-assessors.v1"
    REASON: ClassVar[str] = "too-few-assessors"

    scope: str
    free: int
    needed: int


class ScopeCovered(EventData):
    """Enough assessors of a scope are free again."""

    TYPE: ClassVar[str] = "register.assessment.scope-covered.v1"
    REASON: ClassVar[str] = "enough-assessors"

    scope: str
    free: int
    needed: int


class RecordTraining(CommandData):
    """Record that an assessor attended the training day."""

    TYPE: ClassVar[str] = "register.assessment.record-training.v1"

    assessor_id: Code
    trained_on: date


class RecordLeave(CommandData):
    """Record an assessor's leave, both days included, as the registrar."""

    TYPE: ClassVar[str] = "register.assessment.record-leave.v1"

    assessor_id: Code
    starts_on: date
    ends_on: date


class CancelLeave(CommandData):
    """Take back an assessor's leave by its first day, as the registrar."""

    TYPE: ClassVar[str] = "register.assessment.cancel-leave.v1"

    assessor_id: Code
    starts_on: date


class TakeLeave(CommandData):
    """Take leave oneself, both days included."""

    TYPE: ClassVar[str] = "register.assessment.take-leave.v1"

    assessor_id: Code
    starts_on: date
    ends_on: date


class GiveUpLeave(CommandData):
    """Take back one's own leave by its first day."""

    TYPE: ClassVar[str] = "register.assessment.give-up-leave.v1"

    assessor_id: Code
    starts_on: date


class DeclareInterests(CommandData):
    """Declare one's own interests; none at all is declared by leaving them empty."""

    TYPE: ClassVar[str] = "register.assessment.declare-interests.v1"

    assessor_id: Code
    interests: Personal[Interests] = None


class EndAppointment(CommandData):
    """End an assessor's appointment to the pool."""

    TYPE: ClassVar[str] = "register.assessment.end-appointment.v1"

    assessor_id: Code
    reason: Leaving


EVENTS: tuple[type[EventData], ...] = (
    AssessorTrained,
    AssessorTrainingDue,
    LeaveRecorded,
    LeaveCancelled,
    InterestsDeclared,
    InterestsReviewDue,
    AppointmentEnded,
    ScopeShortOfAssessors,
    ScopeCovered,
)
COMMANDS: tuple[type[CommandData], ...] = (
    RecordTraining,
    RecordLeave,
    CancelLeave,
    TakeLeave,
    GiveUpLeave,
    DeclareInterests,
    EndAppointment,
)
