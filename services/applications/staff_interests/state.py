"""What a staff interest is, without a word about whom it is to."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Undeclared:
    """Nothing was declared."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Somebody, the `actor`, has a tie."""

    actor: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The tie is no more."""


State: TypeAlias = Undeclared | Declared | Ended
