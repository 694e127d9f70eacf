"""Who of the pool could assess a case, and why not the others."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.assessment.assessing.commands.assigning import PoolMember
from services.assessment.assessing.commands.parties import Parties
from services.assessment.assessing.rules.conflicts import are_tied, conflict
from shared.contracts.assigning import Considered

MOST_CONSIDERED = 60
"""So many are named in one event; the rest of the pool is counted."""

ON_LEAVE = "on-leave"


def cover(pool: Iterable[PoolMember], today: date) -> Counter[str]:
    """Return how many are free today, by scope; 0 for a scope of which nobody is."""
    free: Counter[str] = Counter()
    for member in pool:
        is_free = absence(member, today) is None and has_capacity(member)
        for scope in member.scopes:
            free[scope] += is_free
    return free


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is chosen, how many were free, and what was thought of each."""

    chosen: tuple[str, ...]
    free: int
    considered: tuple[Considered, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Seating:
    """A case that seats are to be filled of.

    `sitting` are its assessors, `left` those who were and may not come back, `acted`
    others who had a part in it already. `level` is that of practice applied for.
    """

    scopes: tuple[str, ...]
    parties: Parties
    today: date
    may_share_employer: bool
    sitting: tuple[str, ...] = ()
    left: frozenset[str] = frozenset()
    acted: frozenset[str] = frozenset()
    level: str | None = None


def covers(member: PoolMember, scopes: Collection[str]) -> bool:
    """Return whether the assessor was appointed for every scope of the case."""
    return member.scopes.issuperset(scopes)


def judges(member: PoolMember, level: str | None) -> bool:
    """Return whether the assessor may judge the level of practice applied for.

    Assessors of a level are appointed for it (domain §7.6); initial registration has
    none.
    """
    return level is None or level in member.levels


def has_capacity(member: PoolMember) -> bool:
    """Return whether the assessor may hold one more open case."""
    return member.open_cases < member.capacity


def absence(member: PoolMember, today: date) -> str | None:
    """Return why the assessor judges nothing today, whatever the case, or None."""
    if member.until is not None and today > member.until:
        return "appointment-ended"
    if member.training_lapses_on is not None and today >= member.training_lapses_on:
        return "training-lapsed"
    if member.interests_by is not None and today > member.interests_by:
        return "interests-not-declared"
    if member.on_leave:
        return ON_LEAVE
    return None


def obstacle(member: PoolMember, seating: Seating) -> str | None:
    """Return why the assessor cannot have the case, or None who could."""
    unfit = _not_appointed_for(member, seating)
    if unfit is not None:
        return unfit
    if member.assessor_id in seating.sitting:
        return "on-the-case"
    if member.assessor_id in seating.left:
        return "left-the-case"
    if member.assessor_id in seating.acted:
        return "had-a-part"
    found = conflict(member.declared, seating.parties) or absence(member, seating.today)
    if found is None and not has_capacity(member):
        return "no-capacity"
    return found


def _not_appointed_for(member: PoolMember, seating: Seating) -> str | None:
    if not covers(member, seating.scopes):
        return "not-in-scope"
    return None if judges(member, seating.level) else "not-at-level"


def _turn(member: PoolMember) -> tuple[int, str]:
    return member.open_cases, member.assessor_id


def choose(pool: Iterable[PoolMember], seating: Seating, seats: int) -> Choice:
    """Return who takes the seats: the fewest open cases first, then by id.

    The order depends on nothing else, so that an assignment can be explained. Who is
    tied to somebody on the case, or chosen before, is passed over.
    """
    members = list(pool)
    in_scope = [one for one in members if covers(one, seating.scopes)]
    found = [(one, obstacle(one, seating)) for one in in_scope]
    free = sorted((one for one, reason in found if reason is None), key=_turn)
    beside = [one for one in members if one.assessor_id in seating.sitting]
    ranked = _ranked(free, beside, seating, seats)
    chosen = tuple(one.assessor_id for one in ranked if one.reason == "assigned")
    unfit = [
        Considered.model_construct(assessor_id=one.assessor_id, reason=reason, rank=0)
        for one, reason in sorted(found, key=lambda pair: pair[0].assessor_id)
        if reason is not None
    ]
    named = (*ranked, *unfit)[:MOST_CONSIDERED]
    untied = sum(one.reason != "tied-to-co-assessor" for one in ranked)
    return Choice(chosen, untied, named, len(members) - len(named))


def _ranked(
    free: Sequence[PoolMember],
    beside: list[PoolMember],
    seating: Seating,
    seats: int,
) -> list[Considered]:
    ranked: list[Considered] = []
    taken = 0
    for rank, member in enumerate(free, start=1):
        if _is_tied(member, beside, seating):
            reason = "tied-to-co-assessor"
        elif taken < seats:
            reason, taken = "assigned", taken + 1
            beside = [*beside, member]
        else:
            reason = "in-reserve"
        ranked.append(
            Considered.model_construct(
                assessor_id=member.assessor_id, reason=reason, rank=rank
            )
        )
    return ranked


def _is_tied(
    member: PoolMember, beside: Iterable[PoolMember], seating: Seating
) -> bool:
    return any(
        are_tied(
            member.declared,
            other.declared,
            may_share_employer=seating.may_share_employer,
        )
        for other in beside
    )
