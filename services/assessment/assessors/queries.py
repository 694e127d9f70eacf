"""Who is in the pool."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.capability import Database
from shared.rulebook import Rulebook
from shared.rulebook.tables.scopes import Opening

APPOINTED = """
SELECT
    assessor_id,
    name,
    email,
    scopes,
    capacity,
    lead,
    standing,
    nominated_by,
    until,
    training_lapses_on,
    interests_by,
    declared_none
FROM assessors
ORDER BY assessor_id
"""


COVERS = """
SELECT scope, short, free, needed, since
FROM scope_cover
ORDER BY short DESC, scope
"""


@dataclass(frozen=True, slots=True)
class Assessor:
    """One line of the list of appointed assessors."""

    assessor_id: str
    name: str | None
    email: str | None
    scopes: tuple[str, ...]
    capacity: int
    lead: bool
    standing: str
    nominated_by: str | None
    until: date | None
    training_lapses_on: date | None
    interests_by: date | None
    declared_none: bool | None


@dataclass(frozen=True, slots=True)
class ScopeCover:
    """A scope that has been short of assessors, and how it stands since an instant."""

    scope: str
    short: bool
    free: int
    needed: int
    since: datetime


async def appointed_assessors(database: Database) -> list[Assessor]:
    """Return everybody in the pool, by id."""
    return [
        Assessor(
            assessor_id=row["assessor_id"],
            name=row["name"],
            email=row["email"],
            scopes=tuple(row["scopes"]),
            capacity=row["capacity"],
            lead=row["lead"],
            standing=row["standing"],
            nominated_by=row["nominated_by"],
            until=row["until"],
            training_lapses_on=row["training_lapses_on"],
            interests_by=row["interests_by"],
            declared_none=row["declared_none"],
        )
        for row in await database.fetch(APPOINTED)
    ]


async def covers(database: Database) -> list[ScopeCover]:
    """Return every scope that was ever short, those that are first."""
    return [ScopeCover(**dict(row)) for row in await database.fetch(COVERS)]


async def uncovered(database: Database, rulebook: Rulebook) -> list[str]:
    """Return the scopes of the rulebook for which nobody is appointed, in its order.

    One that is closed to new applications needs nobody.
    """
    appointed = {
        scope
        for assessor in await appointed_assessors(database)
        for scope in assessor.scopes
    }
    return [
        scope.code
        for scope in rulebook.scopes
        if scope.open is not Opening.CLOSED and scope.code not in appointed
    ]


async def short_scopes(database: Database) -> frozenset[str]:
    """Return the scopes that are short of assessors."""
    return frozenset(one.scope for one in await covers(database) if one.short)
