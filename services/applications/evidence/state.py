"""What a document is, without a word about whose it is or what it says."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from shared.contracts.evidence import Scan


@dataclass(frozen=True, slots=True)
class NotReceived:
    """Nothing has come yet."""


@dataclass(frozen=True, slots=True)
class Received:
    """A document of an application, with this content."""

    application_id: UUID
    sha256: str
    scan: Scan


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Taken back; its content is still to be destroyed."""

    application_id: UUID


@dataclass(frozen=True, slots=True)
class Destroyed:
    """Its content is gone."""


State: TypeAlias = NotReceived | Received | Withdrawn | Destroyed
