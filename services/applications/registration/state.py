"""What an entry is, without a word about whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Unentered:
    """The number has not been given."""


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody stands in the register under the number, on a footing in each scope."""

    application_id: UUID
    footings: Mapping[str, str]


State: TypeAlias = Unentered | Entered
