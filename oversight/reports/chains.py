"""Nobody acts twice in the chain of one application (domain §8, 1).

To judge again what the applicant answered is no second part, but another round.
"""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from oversight.documents.table import Cell, Column, Table, label
from oversight.logged import Logged
from oversight.period import Period, recorded_on
from shared.contracts.appealing import AppealFindingGiven
from shared.contracts.applications import ApplicationAccepted, ApplicationRefused
from shared.contracts.assessment import RecommendationGiven
from shared.contracts.judging import AssessmentAdjudicated

_DECISIONS = (ApplicationAccepted.TYPE, ApplicationRefused.TYPE)
_HEARD = "heard an appeal"


class Chains:
    """Folds who acted in each application: who recommended, who decided."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self._acted: dict[str, list[tuple[str, str, int]]] = {}
        self._decided: dict[str, None] = {}

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        part = _part(entry)
        if part is None:
            return
        application = cast("str", entry.data["application_id"])
        acted = self._acted.setdefault(application, [])
        number = cast("int", entry.data.get("round", 1))
        acted.append((cast("str", entry.event["actor"]), part, number))
        if entry.type in _DECISIONS and recorded_on(entry) in self._period:
            self._decided[application] = None

    def result(self) -> Sequence[Table]:
        """Return how many chains there were, and each in which somebody acted twice."""
        twice = [
            (application, actor, ", ".join(parts))
            for application in sorted(self._decided)
            for actor, parts in _parts(self._acted[application]).items()
            if len(parts) > 1
        ]
        chains: tuple[Cell, ...] = ("chains", len(self._decided))
        breached: tuple[Cell, ...] = ("with one who acted twice", len(twice))
        return (
            Table(
                "chains",
                "Segregation of duties",
                (
                    label("of", "Of"),
                    Column(
                        "number",
                        "Number",
                        "Applications decided within the period; in each, everybody "
                        "who recommended, decided or heard an appeal, by opaque id.",
                    ),
                ),
                (chains, breached),
                note="No small number is hidden: a breach must be seen.",
                suppress=False,
            ),
            Table(
                "acted-twice",
                "Who acted twice in a chain",
                (
                    label("application", "Application"),
                    label("actor", "Actor"),
                    label("parts", "What they did"),
                ),
                tuple(twice),
                note="" if twice else "None.",
                suppress=False,
            ),
        )


def _part(entry: Logged) -> str | None:
    """Return the part that an entry's actor had; an appeal is heard, and so decided."""
    if entry.type == RecommendationGiven.TYPE:
        return "recommended"
    if entry.type == AssessmentAdjudicated.TYPE:
        return "adjudicated"
    if entry.type == AppealFindingGiven.TYPE or entry.data.get("appeal"):
        return _HEARD
    return "decided" if entry.type in _DECISIONS else None


def _parts(acted: Sequence[tuple[str, str, int]]) -> dict[str, list[str]]:
    """Return the parts of each actor, one as often as it was had in one round.

    An appeal that is heard and so decided is one part.
    """
    most: dict[str, Counter[str]] = {}
    for (actor, part, _), times in Counter(acted).items():
        counted = most.setdefault(actor, Counter())
        counted[part] = 1 if part == _HEARD else max(counted[part], times)
    return {actor: list(counted.elements()) for actor, counted in most.items()}
