"""What a bulk action is."""

from dataclasses import dataclass
from typing import TypeAlias

from shared.bulk.commands import Selection


@dataclass(frozen=True, slots=True)
class Unprepared:
    """Nobody has tried it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Tried dry, and waiting for another person."""

    selection: Selection
    count: int
    digest: str
    prepared_by: str


@dataclass(frozen=True, slots=True)
class Released:
    """Being carried out."""

    action: Prepared


@dataclass(frozen=True, slots=True)
class Finished:
    """Carried out."""

    action: Prepared


State: TypeAlias = Unprepared | Prepared | Released | Finished
