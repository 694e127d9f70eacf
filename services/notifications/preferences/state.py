"""How somebody wants to be written to, without who it is or where."""

from dataclasses import dataclass
from typing import TypeAlias

from shared.contracts.preferring import Language, PreferredChannel


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Nothing was said: as the rulebook has it."""


@dataclass(frozen=True, slots=True)
class Preferred:
    """It was said."""

    language: Language
    channel: PreferredChannel


State: TypeAlias = Unsaid | Preferred
