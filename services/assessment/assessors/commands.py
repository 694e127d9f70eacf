"""What can be asked of the pool of assessors."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.contracts.assessors import Interests, Leaving, Standing


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rulebook says of the pool: months, and days."""

    training_months: int
    interests_months: int
    interests_days: int


@dataclass(frozen=True, slots=True)
class Appoint:
    """The registrar appoints a person to the pool, or changes the appointment.

    `known_scopes` are those of the rulebook. `contact_changed` says whether name or
    e-mail differ from those on record, and `interests_changed` whether interests do,
    which the state cannot know: they are personal.
    """

    assessor_id: str
    person_id: UUID
    scopes: tuple[str, ...]
    known_scopes: frozenset[str]
    capacity: int
    name: str | None
    email: str | None
    terms: Terms
    today: date
    now: datetime
    standing: Standing = Standing.REGISTRANT
    levels: tuple[str, ...] = ()
    nominated_by: str | None = None
    until: date | None = None
    lead: bool = False
    interests: Interests | None = None
    contact_changed: bool = False
    interests_changed: bool = False


@dataclass(frozen=True, slots=True)
class Train:
    """An assessor attended the training day."""

    assessor_id: str
    trained_on: date
    terms: Terms
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class GoOnLeave:
    """An assessor takes no new case for some days; `own` says whether they ask."""

    assessor_id: str
    starts_on: date
    ends_on: date
    own: bool
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class DropLeave:
    """An assessor does not take a leave, or comes back from it."""

    assessor_id: str
    starts_on: date
    own: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class Declare:
    """An assessor declares their interests; `interests_changed` as in `Appoint`."""

    assessor_id: str
    person_id: UUID
    interests: Interests | None
    own: bool
    terms: Terms
    today: date
    now: datetime
    interests_changed: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """An appointment ends today."""

    assessor_id: str
    reason: Leaving
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class RemindOf:
    """Training lapses, or interests are to be declared anew, before long."""

    assessor_id: str
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Reckon:
    """So many assessors of a scope are free now, and so many should be."""

    scope: str
    free: int
    needed: int
    now: datetime


OfAnAssessor = Train | GoOnLeave | DropLeave | Declare | End | RemindOf
"""What is asked of somebody who was appointed."""

Command = Appoint | OfAnAssessor | Reckon
