"""What a fresh system needs before it opens: the time, and assessors in the pool."""

from datetime import datetime
from pathlib import Path

from cli.client import Client
from cli.clock.moving import set_clock
from cli.starting.appointing import appoint_assessors
from cli.system import System
from shared.clock import register_date
from shared.embedded.failures import PartFailed
from shared.rulebook import RulebookFaults, load_rulebook


def open_for_business(
    system: System, clock: datetime | None, scopes: tuple[str, ...]
) -> None:
    """Set the clock where that is wanted, and appoint the demonstration's assessors."""
    if clock is not None:
        with Client(system, "operator") as operator:
            set_clock(operator, clock)
    with Client(system, "registrar") as registrar:
        appoint_assessors(registrar, scopes)


def scopes_in_force(rulebook: Path, now: datetime) -> tuple[str, ...]:
    """Return the scopes in force; a rulebook with faults is a part that failed."""
    try:
        rules = load_rulebook(rulebook, register_date(now))
    except RulebookFaults as faults:
        raise PartFailed("rulebook", str(faults)) from faults
    return tuple(scope.code for scope in rules.scopes)
