"""Who is in the pool."""

from dataclasses import dataclass

from shared.capability import Database

APPOINTED = """
SELECT assessor_id, name, email, scopes, capacity
FROM assessors
ORDER BY assessor_id
"""


@dataclass(frozen=True, slots=True)
class Assessor:
    """One line of the list of appointed assessors."""

    assessor_id: str
    name: str | None
    email: str | None
    scopes: tuple[str, ...]
    capacity: int


async def appointed_assessors(database: Database) -> list[Assessor]:
    """Return everybody in the pool, by id."""
    return [
        Assessor(
            assessor_id=row["assessor_id"],
            name=row["name"],
            email=row["email"],
            scopes=tuple(row["scopes"]),
            capacity=row["capacity"],
        )
        for row in await database.fetch(APPOINTED)
    ]
