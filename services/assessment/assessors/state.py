"""What the pool knows of one assessor, or of one scope."""

from dataclasses import dataclass
from datetime import date

from shared.contracts.assessors import Standing


@dataclass(frozen=True, slots=True)
class NotAppointed:
    """Nobody of that id was ever appointed; of a scope, nothing was ever said."""


@dataclass(frozen=True, slots=True)
class Appointed:
    """In the pool, for these scopes and for so many open cases at a time.

    From `training_lapses_on`, and after `interests_by`, no case is given to them; None
    is never. `leave` are the first days of leaves with their last; `reminded` are the
    days of which they were reminded.
    """

    scopes: tuple[str, ...]
    capacity: int
    standing: Standing = Standing.REGISTRANT
    levels: tuple[str, ...] = ()
    nominated_by: str | None = None
    until: date | None = None
    lead: bool = False
    training_lapses_on: date | None = None
    trained_on: date | None = None
    interests_by: date | None = None
    declared_on: date | None = None
    leave: tuple[tuple[date, date], ...] = ()
    reminded: frozenset[tuple[str, date]] = frozenset()


@dataclass(frozen=True, slots=True)
class Left:
    """Was in the pool, and may be appointed again."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Whether too few assessors of a scope are free."""

    short: bool


State = NotAppointed | Appointed | Left | Cover
