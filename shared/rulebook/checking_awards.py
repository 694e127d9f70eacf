"""What the tables of awards, programmes and signposts must satisfy together."""

from collections.abc import Container, Iterable, Iterator, Sequence

from shared.rulebook.faults import Fault
from shared.rulebook.model import Rulebook
from shared.rulebook.tables.awards import Award, Lack, Signpost
from shared.rulebook.tables.transferring import PracticeLack


def awards_lead_to_routes(rulebook: Rulebook) -> Iterator[Fault]:
    """An award leads to routes, and is for scopes, that the register has."""
    routes = {route.code for route in rulebook.routes}
    scopes = {scope.code for scope in rulebook.scopes}
    for number, award in enumerate(rulebook.awards):
        place = ("awards", number)
        yield from _unknown((*place, "routes"), "route", award.routes, routes)
        yield from _unknown((*place, "scopes"), "scope", award.scopes, scopes)
        if award.accredited:
            path = (*place, "accredited", "routes")
            yield from _unknown(path, "route", award.accredited.routes, routes)


def shortfalls_are_said(rulebook: Rulebook) -> Iterator[Fault]:
    """Whatever somebody may lack is said in a sentence."""
    said = {lack.code for lack in rulebook.shortfalls}
    for number, award in enumerate(rulebook.awards):
        path = ("awards", number, "missing")
        yield from _unknown(path, "shortfall", award.missing, said)
    for lack in Lack if rulebook.awards else ():
        if lack.value not in said:
            yield Fault(("shortfalls",), f"there is no shortfall '{lack.value}'")
    for practice in PracticeLack if rulebook.grandparenting else ():
        if practice.value not in said:
            yield Fault(("shortfalls",), f"there is no shortfall '{practice.value}'")


def programmes_are_of_awards(rulebook: Rulebook) -> Iterator[Fault]:
    """A programme leads to an award of the table, in scopes, for years in order."""
    awards = {award.code for award in rulebook.awards}
    scopes = {scope.code for scope in rulebook.scopes}
    for number, programme in enumerate(rulebook.programmes):
        place = ("programmes", number)
        if programme.award not in awards:
            yield Fault((*place, "award"), f"there is no award '{programme.award}'")
        yield from _unknown((*place, "scopes"), "scope", programme.scopes, scopes)
        last = programme.last_intake
        if last is not None and last < programme.first_intake:
            yield Fault((*place, "last_intake"), "it is before the first intake")


def names_mean_one_thing(rulebook: Rulebook) -> Iterator[Fault]:
    """No name is of two awards, or of two signposts: nobody could tell which."""
    yield from _shared("awards", rulebook.awards)
    yield from _shared("signposts", rulebook.signposts)


def _unknown(
    path: tuple[str | int, ...],
    what: str,
    codes: Iterable[str],
    known: Container[str],
) -> Iterator[Fault]:
    for number, code in enumerate(codes):
        if code not in known:
            yield Fault((*path, number), f"there is no {what} '{code}'")


def _shared(table: str, named: Sequence[Award | Signpost]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for number, one in enumerate(named):
        for name in sorted(one.spellings):
            other = seen.setdefault(name, one.code)
            if other != one.code:
                said = f"a name of '{one.code}' is a name of '{other}' too"
                yield Fault((table, number), said)
