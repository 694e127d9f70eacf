"""Who is party to a case, and what an assessor is to others, made comparable.

Every text is folded (`rules.likeness`), so that equal ones compare equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Parties:
    """The applicant and those around the application, as far as it discloses them.

    `marks` are the applicant's id, and the digest of their address.
    """

    applicants: frozenset[str] = frozenset()
    proposers: frozenset[str] = frozenset()
    applicant_names: frozenset[str] = frozenset()
    proposer_names: frozenset[str] = frozenset()
    employers: frozenset[str] = frozenset()
    likely_employers: frozenset[str] = frozenset()
    centres: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Declared:
    """An assessor's own address and name, and what they declared of themselves.

    Employers are those of today and of the years that the rulebook names; `current`
    are today's. `people` are addresses, each with the tie to its owner, and `marks` the
    ids and digests of those whom they are tied to as staff.
    """

    addresses: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    employers: frozenset[str] = frozenset()
    likely_employers: frozenset[str] = frozenset()
    current: frozenset[str] = frozenset()
    centres: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict[str, str])
    marks: Mapping[str, str] = field(default_factory=dict[str, str])


NOBODY = Parties()
"""The parties of a case that discloses none."""

UNDECLARED = Declared()
"""What an assessor is of whom nothing is known."""
