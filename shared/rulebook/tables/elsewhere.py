"""What an applicant declares of other registers, and what of it is checked."""

from enum import StrEnum

from shared.rulebook.tables.rule import Rule


class Declared(StrEnum):
    """What an applicant may have to declare of another register."""

    REGISTERED = "registered"
    REFUSED = "refused"
    REMOVED = "removed"


class Elsewhere(Rule):
    """Which declarations of another register are checked before admission."""

    checked: tuple[Declared, ...] = tuple(Declared)
