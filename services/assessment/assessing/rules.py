"""Who may assess a case, by when, and what the assessors say together."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from services.assessment.assessing.commands import PoolMember
from shared.contracts.assessment import Outcome, Recommendation

LONDON = ZoneInfo("Europe/London")
LONGEST_REASONS = 5_000
CASES = uuid5(NAMESPACE_URL, "register:assessment")


def assessment_of(application_id: UUID) -> UUID:
    """Return the id of the one case that an application ever has."""
    return uuid5(CASES, str(application_id))


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


def due_at(opened_on: date, target_days: int) -> datetime:
    """Return the instant the target is missed: the end of the last day, in UTC.

    The day of opening is day 0 and a day ends at midnight in Europe/London, whatever
    the clocks do (domain §7A R2, R8).
    """
    day_after = opened_on + timedelta(days=target_days + 1)
    return datetime.combine(day_after, time(), LONDON).astimezone(UTC)


def last_day(due: datetime) -> date:
    """Return the last day of a target that ends at `due`."""
    return (due.astimezone(LONDON) - timedelta(microseconds=1)).date()


def outcome(recommendations: Collection[Recommendation]) -> Outcome:
    """Return what the assessors recommend together: one voice, or a disagreement."""
    if all(one is Recommendation.ACCEPT for one in recommendations):
        return Outcome.ACCEPT
    if all(one is Recommendation.REFUSE for one in recommendations):
        return Outcome.REFUSE
    return Outcome.DISAGREEMENT


def are_readable(reasons: str | None) -> bool:
    """Return whether reasons can be kept: not too long, and text throughout."""
    return reasons is None or (len(reasons) <= LONGEST_REASONS and "\0" not in reasons)


def folded(*addresses: str | None) -> frozenset[str]:
    """Return the e-mail addresses there are, so that equal ones compare equal."""
    return frozenset(
        address.strip().casefold() for address in addresses if address is not None
    )
