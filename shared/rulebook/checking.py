"""What a rulebook must satisfy beyond the shape of its tables."""

from collections import Counter
from collections.abc import Iterable, Iterator

from shared.contracts.applications_csv import COLUMNS
from shared.rulebook.model import Rulebook


def faults_of(rulebook: Rulebook) -> Iterator[str]:
    """Yield each fault of one version, with its place."""
    yield from _repeated("scopes", (scope.code for scope in rulebook.scopes))
    yield from _repeated("routes", (route.code for route in rulebook.routes))
    known = {scope.code for scope in rulebook.scopes}
    for route in rulebook.routes:
        for code in route.scopes:
            if code not in known:
                yield f"routes, {route.code}: there is no scope '{code}'"
    yield from _unknown("applying, required", rulebook.applying.required)
    yield from _unknown("applying, longer_answers", rulebook.applying.longer_answers)


def faults_between(versions: Iterable[Rulebook]) -> Iterator[str]:
    """Yield each fault of the versions beside one another."""
    yield from _repeated("effective_from", (version.version for version in versions))


def _repeated(place: str, codes: Iterable[str]) -> Iterator[str]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{place}: '{code}' is there {times} times"


def _unknown(place: str, columns: Iterable[str]) -> Iterator[str]:
    for column in columns:
        if column not in COLUMNS:
            yield f"{place}: an application has no answer '{column}'"
