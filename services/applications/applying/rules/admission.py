"""Who may be admitted, and in which scopes."""

from collections.abc import Iterable
from typing import TypeAlias

from services.applications.applying.commands import (
    Beside,
    DecideApplication,
    FindOnAppeal,
)
from services.applications.applying.rules.refusals import Reason, refused
from shared.rulebook.tables.routes import Standing

Admitting: TypeAlias = DecideApplication | FindOnAppeal

GROUNDS = ("health", "character")
"""On which grounds an application is referred to the panel (domain §1.2)."""


def matters_are_settled(beside: Beside, settled_before: frozenset[str]) -> None:
    """Nobody is admitted while a matter is open that the rulebook wants settled."""
    standing = [m for m in dict.fromkeys(beside.matters) if m in settled_before]
    if standing:
        raise refused(Reason.MATTERS_OPEN, standing)


def fits_the_register(route: str, command: Admitting) -> None:
    """One adds to an entry that stands, comes back to one that does not, or is new.

    Nobody gets a second entry (domain §2.2, §2.5, §8). Of a route that the rulebook
    does not have nothing is asked.
    """
    entry = command.beside.entry
    standing = command.standings.get(route, Standing.EITHER)
    if entry is None:
        if standing is Standing.REGISTERED:
            raise refused(Reason.NOT_ON_THE_REGISTER)
        if standing is Standing.REGISTERED_BEFORE:
            raise refused(Reason.NEVER_ON_THE_REGISTER)
        return
    if standing is Standing.REGISTERED and not entry.stands:
        raise refused(Reason.NOT_ON_THE_REGISTER)
    if standing is Standing.UNREGISTERED or (
        standing is Standing.REGISTERED_BEFORE and entry.stands
    ):
        raise refused(Reason.ON_THE_REGISTER, [entry.registration_number])


def has_an_entry(beside: Beside) -> None:
    """Scopes are added on appeal to an entry that stands (domain §2.2)."""
    if beside.entry is None or not beside.entry.stands:
        raise refused(Reason.NOT_ON_THE_REGISTER)


def narrower(asked: Iterable[str], applied_for: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scopes admitted: at least one of those applied for, and not all."""
    wanted = frozenset(asked)
    scopes = tuple(scope for scope in applied_for if scope in wanted)
    if not scopes or len(scopes) == len(applied_for) or len(scopes) < len(wanted):
        raise refused(Reason.SCOPES_NOT_NARROWER, applied_for)
    return scopes
