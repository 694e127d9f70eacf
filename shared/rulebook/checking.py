"""What a rulebook must satisfy beyond the shape of its tables.

A check names the tables that it looks at: where one of them has faults of its own, the
check waits, and every other one still says what it found.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from shared.contracts.application_questions import QUESTIONS
from shared.rulebook.checking_awards import (
    awards_lead_to_routes,
    names_mean_one_thing,
    programmes_are_of_awards,
    shortfalls_are_said,
)
from shared.rulebook.faults import Fault
from shared.rulebook.model import Rulebook
from shared.rulebook.tables.routes import AssessedBy
from shared.rulebook.tables.scopes import Footing
from shared.rulebook.tables.transition import RunningCases

OneVersion: TypeAlias = Callable[[Rulebook], Iterable[Fault]]
TwoVersions: TypeAlias = Callable[[Rulebook, Rulebook], Iterable[Fault]]


def codes_are_there_once(rulebook: Rulebook) -> Iterator[Fault]:
    """No two scopes have one code, no two routes, and a scope moves once."""
    yield from _repeated("scopes", (scope.code for scope in rulebook.scopes))
    yield from _repeated("routes", (route.code for route in rulebook.routes))
    yield from _repeated("transfers", (move.scope for move in rulebook.transfers))


def routes_lead_to_scopes(rulebook: Rulebook) -> Iterator[Fault]:
    """A route leads to scopes that the register has (domain §1.1)."""
    known = {scope.code for scope in rulebook.scopes}
    for number, route in enumerate(rulebook.routes):
        for place, code in enumerate(route.scopes):
            if code not in known:
                path = ("routes", number, "scopes", place)
                yield Fault(path, f"there is no scope '{code}'")


def evidence_can_be_sent(rulebook: Rulebook) -> Iterator[Fault]:
    """A document that a route asks for is of a kind that is taken (domain §1.2)."""
    for number, route in enumerate(rulebook.routes):
        for place, wanted in enumerate(route.evidence):
            if rulebook.evidence.kind(wanted.kind) is None:
                path = ("routes", number, "evidence", place, "kind")
                yield Fault(path, f"no document is taken of the kind '{wanted.kind}'")


def standards_are_there_once(rulebook: Rulebook) -> Iterator[Fault]:
    """No two standards have one code, and no moderation is tried twice."""
    yield from _repeated("standards", (one.code for one in rulebook.standards))
    for number, moderation in enumerate(rulebook.judging.moderation):
        if moderation in rulebook.judging.moderation[:number]:
            path = ("judging", "moderation", number)
            yield Fault(path, f"'{moderation}' is there already")


def standards_are_of_scopes(rulebook: Rulebook) -> Iterator[Fault]:
    """A standard is judged for scopes, or groups of them, that the register has."""
    known = {scope.code for scope in rulebook.scopes}
    known |= {scope.group for scope in rulebook.scopes}
    for number, standard in enumerate(rulebook.standards):
        for place, code in enumerate(standard.groups):
            if code not in known:
                path = ("standards", number, "groups", place)
                yield Fault(path, f"there is no scope or group of scopes '{code}'")


def routes_have_their_standards(rulebook: Rulebook) -> Iterator[Fault]:
    """A route assessed by standards has some for each of its scopes."""
    known = {scope.code for scope in rulebook.scopes}
    for number, route in enumerate(rulebook.routes):
        if route.assessed_by is not AssessedBy.STANDARDS:
            continue
        for place, code in enumerate(route.scopes):
            if code in known and not rulebook.standards_for(route.code, [code]):
                path = ("routes", number, "scopes", place)
                yield Fault(path, f"no standard is judged for '{code}'")


def answers_are_asked(rulebook: Rulebook) -> Iterator[Fault]:
    """What is required, or limited, is a question of the application form."""
    for number, column in enumerate(rulebook.applying.required):
        if column not in QUESTIONS:
            path = ("applying", "required", number)
            yield Fault(path, f"an application has no answer '{column}'")
    for column in rulebook.applying.longer_answers:
        if column not in QUESTIONS:
            path = ("applying", "longer_answers", column)
            yield Fault(path, f"an application has no answer '{column}'")


def moves_lead_somewhere(rulebook: Rulebook) -> Iterator[Fault]:
    """A move is of a scope, by routes of the register that say what they ask for."""
    asking = {each.route for each in rulebook.grandparenting}
    for number, each in enumerate(rulebook.grandparenting):
        if rulebook.route(each.route) is None:
            path = ("grandparenting", number, "route")
            yield Fault(path, f"there is no route '{each.route}'")
    for number, move in enumerate(rulebook.transfers):
        if rulebook.scope(move.scope) is None:
            path = ("transfers", number, "scope")
            yield Fault(path, f"there is no scope '{move.scope}'")
        for place, code in enumerate(move.routes):
            if code not in asking:
                path = ("transfers", number, "routes", place)
                yield Fault(
                    path, f"no [[version.grandparenting]] says what '{code}' is"
                )


def a_voluntary_scope_does_not_move(rulebook: Rulebook) -> Iterator[Fault]:
    """A scope whose entries move in stands on another footing than voluntary."""
    for number, scope in enumerate(rulebook.scopes):
        if scope.footing is Footing.VOLUNTARY and rulebook.transfer(scope.code):
            path = ("scopes", number, "footing")
            yield Fault(path, "entries move to this scope, and it is voluntary still")


def begins_later(earlier: Rulebook, later: Rulebook) -> Iterator[Fault]:
    """Versions stand in the order of their first days, each with a day of its own."""
    if later.effective_from <= earlier.effective_from:
        said = f"it begins on {later.version}, and the version above on"
        yield Fault(("effective_from",), f"{said} {earlier.version}: oldest first")


def scopes_stay(earlier: Rulebook, later: Rulebook) -> Iterator[Fault]:
    """A scope that was there stays, since people are registered in it (domain §2.2)."""
    known = {scope.code for scope in later.scopes}
    for scope in earlier.scopes:
        if scope.code not in known:
            yield Fault(
                ("scopes",),
                f"the scope '{scope.code}' of {earlier.version} is gone, and entries"
                ' may stand in it: keep it, with open = "closed"',
            )


def running_cases_keep_a_route(earlier: Rulebook, later: Rulebook) -> Iterator[Fault]:
    """Where running cases change to a version, it has the routes they came by."""
    if later.transition.running_cases is not RunningCases.CHANGE:
        return
    known = {route.code for route in later.routes}
    for route in earlier.routes:
        if route.code not in known:
            yield Fault(
                ("routes",),
                f"the route '{route.code}' of {earlier.version} is gone, and running"
                " cases change to this version: keep it, or let them keep theirs",
            )


CHECKS: tuple[tuple[frozenset[str], OneVersion], ...] = (
    (frozenset({"scopes", "routes", "transfers"}), codes_are_there_once),
    (frozenset({"scopes", "routes"}), routes_lead_to_scopes),
    (frozenset({"routes", "evidence"}), evidence_can_be_sent),
    (frozenset({"applying"}), answers_are_asked),
    (
        frozenset({"scopes", "routes", "transfers", "grandparenting"}),
        moves_lead_somewhere,
    ),
    (frozenset({"scopes", "transfers"}), a_voluntary_scope_does_not_move),
    (frozenset({"awards", "routes", "scopes"}), awards_lead_to_routes),
    (frozenset({"awards", "shortfalls", "grandparenting"}), shortfalls_are_said),
    (frozenset({"awards", "programmes", "scopes"}), programmes_are_of_awards),
    (frozenset({"awards", "signposts"}), names_mean_one_thing),
    (frozenset({"standards", "judging"}), standards_are_there_once),
    (frozenset({"standards", "scopes"}), standards_are_of_scopes),
    (frozenset({"routes", "scopes", "standards"}), routes_have_their_standards),
)
"""What every version must satisfy, with the tables that each check looks at."""

CHECKS_BETWEEN: tuple[tuple[frozenset[str], TwoVersions], ...] = (
    (frozenset({"effective_from"}), begins_later),
    (frozenset({"scopes", "effective_from"}), scopes_stay),
    (
        frozenset({"routes", "transition", "effective_from"}),
        running_cases_keep_a_route,
    ),
)
"""What a version must satisfy beside the one before it in the file."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A version as far as its tables have the right shape; `unsound` are the others."""

    rulebook: Rulebook
    unsound: frozenset[str] = frozenset()


def faults_of(judged: Judged) -> Iterator[Fault]:
    """Yield each fault of one version."""
    for tables, check in CHECKS:
        if not tables & judged.unsound:
            yield from check(judged.rulebook)


def faults_between(earlier: Judged, later: Judged) -> Iterator[Fault]:
    """Yield each fault that a version has beside the one before it."""
    for tables, check in CHECKS_BETWEEN:
        if not tables & (earlier.unsound | later.unsound):
            yield from check(earlier.rulebook, later.rulebook)


def _repeated(table: str, codes: Iterable[str]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for number, code in enumerate(codes):
        seen[code] += 1
        if seen[code] > 1:
            yield Fault((table, number), f"'{code}' is there already")
