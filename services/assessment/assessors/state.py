"""What the pool knows of one assessor."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotAppointed:
    """Nobody of that id was ever appointed."""


@dataclass(frozen=True, slots=True)
class Appointed:
    """In the pool, for these scopes and for so many open cases at a time."""

    scopes: tuple[str, ...]
    capacity: int


State = NotAppointed | Appointed
