"""Whom an application is about, and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from shared.rulebook.tables.routes import Standing


@dataclass(frozen=True, slots=True)
class Person:
    """Whom an application is about, as a decision must repeat it; erased, nobody."""

    person_id: UUID | None = None
    given_names: str | None = None
    family_name: str | None = None
    work_town: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry that somebody has in the register; one that does not stand, had."""

    registration_number: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an application, known from the read tables.

    `matters` are the codes of its open matters, oldest first; `tied` the actors who
    declared a tie to the applicant, `judged` those who judged what was declared in it;
    `applicant` the actor who submitted it; `entry` what the applicant has in the
    register, if anything.
    """

    matters: tuple[str, ...] = ()
    tied: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()
    applicant: str | None = None
    entry: Entry | None = None


ALONE = Beside()
"""Beside which nothing stands."""

NO_STANDINGS: Mapping[str, Standing] = MappingProxyType({})
"""Routes of which nothing is asked."""
