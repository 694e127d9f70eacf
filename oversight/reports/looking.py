"""Looking: who looked at what, for what purpose."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from oversight.documents.table import Table
from oversight.hearing import Hears
from oversight.logged import Logged
from oversight.period import recorded_on
from oversight.reports.named_events import counted
from oversight.reports.report import Report, Terms

LOOKED = "register.views.looked."
TURNED_AWAY = "register.views.attempt-refused."
_FIELDS = (
    ("kind", "What was looked at", "by-kind"),
    ("purpose", "Purpose", "by-purpose"),
    ("outcome", "Outcome", "by-outcome"),
    ("action", "Permission used", "by-action"),
)


class LookingFigures:
    """Folds every look within the period, by each of its clear fields and its actor."""

    def __init__(self, terms: Terms) -> None:
        self._period = terms.period
        self._by: dict[str, Counter[str]] = {name: Counter() for name, _, _ in _FIELDS}
        self._actors: Counter[str] = Counter()
        self._at: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        if recorded_on(entry) not in self._period:
            return
        if entry.type.startswith(TURNED_AWAY):
            # One event tells of all the attempts of a minute.
            attempts = entry.data.get("attempts")
            self._refused[str(entry.data.get("action"))] += cast("int", attempts or 1)
        elif entry.type.startswith(LOOKED):
            self._take_look(entry)

    def _take_look(self, entry: Logged) -> None:
        actor = cast("str", entry.event["actor"])
        self._actors[actor] += 1
        self._at[f"{actor}: {entry.data.get('kind', 'not said')}"] += 1
        for name, counts in self._by.items():
            value = entry.data.get(name)
            counts[value if isinstance(value, str) else "not said"] += 1

    def result(self) -> Sequence[Table]:
        """Return the tables."""
        of_fields = [
            counted(table, title, title, self._by[name], suppress=False)
            for name, title, table in _FIELDS
        ]
        return (
            *of_fields,
            counted("by-actor", "By actor", "Actor", self._actors, suppress=False),
            counted(
                "refused-attempts",
                "Refused attempts",
                "Permission lacking",
                self._refused,
                suppress=False,
            ),
            counted(
                "who-at-what",
                "Who looked at what",
                "Actor: kind",
                self._at,
                suppress=False,
            ),
        )


LOOKING = Report(
    name="looking",
    title="Who looked at what",
    describes="Every recorded look at a person, a case or protected material, by the "
    "opaque id of who looked.",
    hears=Hears((LOOKED, TURNED_AWAY)),
    begin=LookingFigures,
)
