"""What may be asked about keeping and erasing a person."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from shared.contracts.retention import ErasureGround, HoldGround, RecordClass


@dataclass(frozen=True, slots=True)
class Policy:
    """What the rulebook and the system say of erasing.

    `rulebook` labels the rules; `services` are to confirm within `confirm_within`;
    Kafka deletes after `kafka_keeps`.
    """

    rulebook: str
    keeps_entry: bool
    second_person: bool
    services: tuple[str, ...]
    confirm_within: timedelta
    kafka_keeps: timedelta


@dataclass(frozen=True, slots=True)
class Held:
    """What the register holds of a person: their applications, and what became of them.

    `under_way` tells that one of them is not decided, `entered` that one led to an
    entry in the register. Where people were made one, `also` are the person's other
    ids, `holds` what keeps the records under these, and `kept_until` the last day of
    the periods that run for them.
    """

    applications: tuple[UUID, ...] = ()
    under_way: bool = False
    entered: bool = False
    also: tuple[UUID, ...] = ()
    holds: frozenset[str] = frozenset()
    kept_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeepFor:
    """A case closed: its papers are kept for so many months after that day."""

    person_id: UUID
    application_id: UUID
    record: RecordClass
    closed_on: date
    months: int
    rule: str
    now: datetime


@dataclass(frozen=True, slots=True)
class EraseOnRequest:
    """Somebody wants a person erased; `held` is known from the register."""

    person_id: UUID
    ground: ErasureGround
    actor: str
    policy: Policy
    now: datetime
    held: Held = field(default_factory=Held)


@dataclass(frozen=True, slots=True)
class EraseWhatEnded:
    """A period of retention has ended; `held` is known from the register."""

    person_id: UUID
    policy: Policy
    now: datetime
    held: Held = field(default_factory=Held)


@dataclass(frozen=True, slots=True)
class EraseDraft:
    """A draft was deleted; `held` is known from the register."""

    person_id: UUID
    policy: Policy
    now: datetime
    held: Held = field(default_factory=Held)


@dataclass(frozen=True, slots=True)
class EraseWithOther:
    """Another id of the same person was erased: these records, for that reason."""

    person_id: UUID
    erased: tuple[RecordClass, ...]
    reason: str
    authority: str
    policy: Policy
    now: datetime
    held: Held = field(default_factory=Held)


@dataclass(frozen=True, slots=True)
class NoteConfirmation:
    """A service has confirmed that it erased the person."""

    person_id: UUID
    erasure_id: UUID
    service: str
    now: datetime


@dataclass(frozen=True, slots=True)
class LookForConfirmations:
    """The time in which services confirm has passed."""

    person_id: UUID
    now: datetime


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Nothing of the person may be erased from now on."""

    person_id: UUID
    ground: HoldGround
    now: datetime
    held: Held = field(default_factory=Held)


@dataclass(frozen=True, slots=True)
class LiftHold:
    """A hold on the person ends."""

    person_id: UUID
    ground: HoldGround
    now: datetime


Informed: TypeAlias = (
    EraseOnRequest | EraseWhatEnded | EraseDraft | EraseWithOther | PlaceHold
)
"""The commands that must know what the register holds."""

Command: TypeAlias = (
    KeepFor | Informed | NoteConfirmation | LookForConfirmations | LiftHold
)
