"""What may be asked about two applications that may be one person's."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.identity import IdentityGround, SamePerson


@dataclass(frozen=True, slots=True)
class RaiseDuplicate:
    """An application came that is like an earlier one."""

    pair_id: UUID
    application_id: UUID
    other_application_id: UUID
    person_id: UUID | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Merging:
    """What making two people one means: who is kept, who is not, and what follows."""

    kept: UUID
    merged: UUID
    applications: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """What undoing it means: who had been kept, and who returns."""

    kept: UUID
    parted: UUID


@dataclass(frozen=True, slots=True)
class DecideDuplicate:
    """A registrar, the `actor`, decides.

    The rest is known from the read tables: whose the newer application is now; what
    merging would mean, None where both are one person's already; what parting would
    mean; whether somebody concerned is `unknown` (erased, or never disclosed); and who
    is `tied` to either application.
    """

    pair_id: UUID
    decision: SamePerson
    grounds: tuple[IdentityGround, ...]
    explanation: str | None
    now: datetime
    person_id: UUID | None = None
    merging: Merging | None = None
    parting: Parting | None = None
    unknown: bool = False
    actor: str | None = None
    tied: frozenset[str] = frozenset()


Command: TypeAlias = RaiseDuplicate | DecideDuplicate
