"""Who may be admitted, and in which scopes."""

from collections.abc import Iterable

from services.applications.applying.commands import Beside
from services.applications.applying.rules.refusals import Reason, refused

GROUNDS = ("health", "character")
"""On which grounds an application is referred to the panel (domain §1.2)."""


def matters_are_settled(beside: Beside, settled_before: frozenset[str]) -> None:
    """Nobody is admitted while a matter is open that the rulebook wants settled."""
    standing = [m for m in dict.fromkeys(beside.matters) if m in settled_before]
    if standing:
        raise refused(Reason.MATTERS_OPEN, standing)


def narrower(asked: Iterable[str], applied_for: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scopes admitted: at least one of those applied for, and not all."""
    wanted = frozenset(asked)
    scopes = tuple(scope for scope in applied_for if scope in wanted)
    if not scopes or len(scopes) == len(applied_for) or len(scopes) < len(wanted):
        raise refused(Reason.SCOPES_NOT_NARROWER, applied_for)
    return scopes
