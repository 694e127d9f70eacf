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
    """Somebody has the number, and a footing in each scope of the entry.

    `levels` are the levels of practice, each in a scope; one that does not `stand`
    has left the register, and keeps its number.
    """

    application_id: UUID
    footings: Mapping[str, str]
    levels: frozenset[tuple[str, str]] = frozenset()
    stands: bool = True


State: TypeAlias = Unentered | Entered
