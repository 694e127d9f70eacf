"""Who of the pool could assess a case."""

from collections.abc import Collection, Iterable

from services.assessment.assessing.commands.assigning import PoolMember


def covers(member: PoolMember, scopes: Collection[str]) -> bool:
    """Return whether the assessor was appointed for every scope of the case."""
    return member.scopes.issuperset(scopes)


def has_capacity(member: PoolMember) -> bool:
    """Return whether the assessor may hold one more open case."""
    return member.open_cases < member.capacity


def free_assessors(
    pool: Iterable[PoolMember], scopes: Collection[str]
) -> tuple[str, ...]:
    """Return who could take the case: the fewest open cases first, then by id.

    The order depends on nothing else, so that an assignment can be explained.
    """
    free = [
        member for member in pool if covers(member, scopes) and has_capacity(member)
    ]
    ordered = sorted(free, key=lambda member: (member.open_cases, member.assessor_id))
    return tuple(member.assessor_id for member in ordered)
