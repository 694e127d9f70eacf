"""What an award leads to in a scope, by the rulebook's table (domain §7.4).

It is guidance to who asks and a flag to the registrar. Nobody is refused by it: a
person decides (domain §7.9).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.rulebook import Rulebook
from shared.rulebook.tables.awards import Award, Lack, Leads, Programme, spelling
from shared.rulebook.tables.routes import Entrance
from shared.rulebook.tables.scopes import Opening


class Result(StrEnum):
    """What the table says of an award in a scope."""

    PRIMARY = "primary"
    EQUIVALENCE = "equivalence"
    NOT_YET = "not-yet-eligible"
    ELSEWHERE = "elsewhere"
    FOR_A_PERSON = "for-a-person-to-judge"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What an award leads to: a result, the routes, and what is missing, as codes.

    `award` is the code of the table's award, None where it has none; `rule` is where
    the answer comes from; `signpost` is the code of another register's signpost.
    """

    result: Result
    award: str | None = None
    routes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    signpost: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """In how many of the last years somebody practised, and whether they are trained.

    `years` is None where it was not said.
    """

    years: int | None = None
    trained: bool = False


UNSAID = Practice()
"""Of whose practice nothing was said."""


def eligibility(
    award: str,
    institution: str,
    year: int | None,
    scope: str,
    rulebook: Rulebook,
    on: date,
    practice: Practice = UNSAID,
) -> Eligibility:
    """Return what an award of an institution and intake leads to in a scope.

    `award` is a code or a name as people write it, `scope` likewise a code or what
    somebody asks for; `on` is the day of asking: nobody graduates from a cohort that
    is yet to begin. A route that is open for a time is named while it is, to whose
    `practice` is what it asks for.
    """
    if rulebook.scope(scope) is None:
        sign = rulebook.signpost(scope)
        if sign is None:
            return Eligibility(Result.FOR_A_PERSON)
        return Eligibility(Result.ELSEWHERE, signpost=sign.code, rule=sign.source)
    found = rulebook.award(award)
    if found is None:
        return Eligibility(Result.FOR_A_PERSON)
    leads, routes, lacks = _led(found, institution, year, scope, rulebook, on)
    if leads is Leads.NOT_YET:
        return Eligibility(Result.NOT_YET, found.code, missing=lacks, rule=found.source)
    open_routes = tuple(_open(leads, routes, scope, rulebook, on))
    if leads is Leads.PRIMARY and not open_routes:
        leads, lacks = Leads.EQUIVALENCE, (*lacks, Lack.OPEN_ROUTE.value)
        open_routes = tuple(_open(leads, (), scope, rulebook, on))
    open_routes, short = _practised(open_routes, practice, rulebook)
    return Eligibility(
        Result(leads.value),
        found.code,
        open_routes,
        (*lacks, *short),
        rule=found.source,
    )


def _led(
    award: Award,
    institution: str,
    year: int | None,
    scope: str,
    rulebook: Rulebook,
    on: date,
) -> tuple[Leads, tuple[str, ...], tuple[str, ...]]:
    """Return where the award leads, by which routes of its own, and what it lacks."""
    if award.scopes and scope not in award.scopes:
        lacks = (Lack.AWARD_IN_SCOPE.value, *award.missing)
        leads = Leads.NOT_YET if award.leads_to is Leads.NOT_YET else Leads.EQUIVALENCE
        return leads, (), lacks
    if award.accredited is None:
        return award.leads_to, award.routes, award.missing
    lack = _cohort_lack(_programmes(award, institution, scope, rulebook), year, on)
    if lack is None:
        return award.accredited.leads_to, award.accredited.routes, ()
    return award.leads_to, award.routes, (lack.value, *award.missing)


def _programmes(
    award: Award, institution: str, scope: str, rulebook: Rulebook
) -> tuple[Programme, ...]:
    sought = spelling(institution)
    return tuple(
        programme
        for programme in rulebook.programmes
        if programme.award == award.code
        and scope in programme.scopes
        and spelling(programme.institution) == sought
    )


def _cohort_lack(
    programmes: tuple[Programme, ...], year: int | None, on: date
) -> Lack | None:
    """A degree counts only if accredited for that cohort (domain §7.4)."""
    if not programmes:
        return Lack.ACCREDITED_PROGRAMME
    if year is None:
        return Lack.INTAKE_YEAR
    if year > on.year or not any(each.accredits(year) for each in programmes):
        return Lack.ACCREDITED_COHORT
    return None


def _open(
    leads: Leads, named: tuple[str, ...], scope: str, rulebook: Rulebook, on: date
) -> Iterable[str]:
    """Yield the routes of the kind that lead to the scope, the award's own if any."""
    kind, move = Entrance(leads.value), rulebook.transfer(scope)
    for route in rulebook.routes:
        own = route.code in named if named else route.entrance is kind
        open_now = route.open is not Opening.CLOSED and (
            move is None or move.is_open(route.code, on)
        )
        if own and scope in route.scopes and open_now:
            yield route.code


def _practised(
    routes: tuple[str, ...], practice: Practice, rulebook: Rulebook
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the routes whose practice is there, and what is missing for the others."""
    lacks = {
        code: rule.lacks(practice.years, trained=practice.trained)
        for code in routes
        if (rule := rulebook.grandparents(code)) is not None
    }
    short = dict.fromkeys(lack.value for each in lacks.values() for lack in each)
    return tuple(code for code in routes if not lacks.get(code)), tuple(short)
