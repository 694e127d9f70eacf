"""Conflicts stay checked: whoever comes to have one with their case is taken off it.

A tie may be declared, or a proposer asked instead of another, after a seat was filled.
Such changes are looked at every now and then, by themselves; what is computed is the
same as when a seat is filled (domain §8, 1). A word once given is locked, and stays.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog

from services.assessment.assessing.accepting import policy
from services.assessment.assessing.commands import TakeOff
from services.assessment.assessing.pool_and_parties import parties_to, pool_on
from services.assessment.assessing.queries import seats_with_changed_ties
from services.assessment.assessing.rules.conflicts import conflict
from services.assessment.assessing.subscribers import ASSESSING
from services.assessment.reckoning import Reckoning
from shared.clock import register_date
from shared.contracts.assigning import Reassignment
from shared.database import WEATHER
from shared.eventstore.answers import Internal
from shared.running import RunningService

RECHECKING = uuid5(NAMESPACE_URL, "register:rechecking")
SECONDS = 30.0
OVERLAP = timedelta(minutes=2)
"""No transaction lasts as long: what was under way at one look is seen by the next."""

EVER = datetime.min.replace(tzinfo=UTC)
AT_ONCE = 500

Seat: TypeAlias = tuple[UUID, str]
"""A case, and an assessor who has it."""

log = structlog.get_logger()


async def keep_rechecking(service: RunningService) -> None:
    """Look again until cancelled; at first at every change there ever was."""
    since = EVER
    while True:
        began = service.clock.wall()
        try:
            await recheck(service, since)
            since = began - OVERLAP
        except WEATHER as error:
            log.warning("conflicts not rechecked", cause=type(error).__name__)
        await asyncio.sleep(SECONDS)


async def recheck(service: Reckoning, since: datetime) -> int:
    """Take off their cases who has a conflict by now; return how many were asked for.

    Looked at are the seats, of which a word is owed, with a tie changed since then. The
    same conflict found again is the same command, which does nothing twice.
    """
    async with service.read() as database:
        seats = await seats_with_changed_ties(database, since)
        years = service.rulebook.pool.same_employer_years
        today = register_date(service.clock.now())
        pool = await pool_on(database, today, years) if seats else {}
        found: list[tuple[UUID, str, str]] = []
        for some in _portions(seats):
            parties = await parties_to(database, [case for case, _ in some])
            found += [
                (case, assessor, why)
                for case, assessor in some
                if case in parties
                and assessor in pool
                and (why := conflict(pool[assessor].declared, parties[case]))
            ]
    if found:
        await service.execute_internal([_taken_off(service, *one) for one in found])
    return len(found)


def _portions(seats: Sequence[Seat]) -> Iterable[Sequence[Seat]]:
    return (seats[at : at + AT_ONCE] for at in range(0, len(seats), AT_ONCE))


def _taken_off(service: Reckoning, case: UUID, assessor: str, why: str) -> Internal:
    now, actor = service.clock.now(), f"service:{service.name}"
    command = TakeOff(
        assessment_id=case,
        assessor_id=assessor,
        reason=Reassignment.CONFLICT_FOUND.value,
        by_registrar=True,
        actor=actor,
        today=register_date(now),
        policy=policy(service.rulebook),
        now=now,
    )
    command_id = uuid5(RECHECKING, f"{case} {assessor} {why}")
    return Internal(ASSESSING.name, command, command_id, actor, case)
