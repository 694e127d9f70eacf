"""Whom an application is about, and what stands beside it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Person:
    """Whom an application is about, as a decision must repeat it; erased, nobody."""

    person_id: UUID | None = None
    given_names: str | None = None
    family_name: str | None = None
    work_town: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an application, known from the read tables.

    `matters` are the codes of its open matters, oldest first; `tied` the actors who
    declared a tie to the applicant, `judged` those who judged what was declared in it;
    `applicant` the actor who submitted it.
    """

    matters: tuple[str, ...] = ()
    tied: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()
    applicant: str | None = None


ALONE = Beside()
"""Beside which nothing stands."""
