"""Reports of events by name: of what is recorded, though no rule of it is built yet."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from oversight.documents.table import Cell, Column, Table, label, with_total
from oversight.hearing import Hears, event_name
from oversight.logged import Logged
from oversight.period import recorded_on
from oversight.reports.report import (
    NO_SUCH_EVENTS,
    NOT_PEOPLE,
    Report,
    TableFold,
    Terms,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A report of how often each event of some kind is in the log."""

    name: str
    title: str
    describes: str
    hears: Hears
    of_people: bool = True

    def report(self) -> Report:
        """Return the report."""
        return Report(self.name, self.title, self.describes, self.hears, self.begin())

    def begin(self) -> Callable[[Terms], TableFold]:
        """Return what begins the fold."""
        return lambda terms: NamedEvents(terms, self)


class NamedEvents:
    """Folds how often each event was recorded within the period, by month too."""

    def __init__(self, terms: Terms, named: Named) -> None:
        self._period = terms.period
        self._named = named
        self._events: Counter[str] = Counter()
        self._months: Counter[str] = Counter()

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        if not self._named.hears(entry):
            return
        day = recorded_on(entry)
        if day in self._period:
            self._events[event_name(entry.type)] += 1
            self._months[f"{day:%Y-%m}"] += 1

    def result(self) -> Sequence[Table]:
        """Return the tables."""
        return (
            self._table("by-event", "By what happened", "What happened", self._events),
            self._table("by-month", "By month", "Month", self._months),
        )

    def _table(self, name: str, title: str, head: str, counts: Counter[str]) -> Table:
        table = counted(name, title, head, counts, suppress=self._named.of_people)
        return replace(table, told=True)


def counted(
    name: str, title: str, head: str, counts: Counter[str], *, suppress: bool
) -> Table:
    """Return a table of events counted by a label, or the words that there are none."""
    rows: tuple[tuple[Cell, ...], ...] = with_total(
        {one: (counts[one],) for one in counts}
    )
    said = "" if suppress else NOT_PEOPLE
    return Table(
        name,
        title,
        (
            label("of", head),
            Column("events", "Events", "Events recorded within the period."),
        ),
        rows,
        total=bool(rows),
        note=said if rows else NO_SUCH_EVENTS,
        suppress=suppress,
        chart="events",
    )


RENEWAL = Named(
    "renewal",
    "Renewal",
    "Notices, declarations, payments, lapses and returns of each renewal.",
    Hears(("register.applications.renewal-",), ("renewal/",)),
).report()

CPD = Named(
    "cpd",
    "CPD audit",
    "Who was selected for an audit of their professional development, by outcome.",
    Hears(("register.assessment.cpd-",), ("cpd-audit/",)),
).report()

GOVERNANCE = Named(
    "governance",
    "Governance",
    "What the log found out about itself: quarantined records, conflicts, gaps; "
    "refused commands; erasures and legal holds; reports issued.",
    Hears(
        (
            "register.audit.",
            "register.messaging.",
            "register.applications.person-erased",
            "register.applications.legal-hold-",
            "register.applications.erasure-",
            "register.assessment.erasure-",
            "register.notifications.erasure-",
        )
    ),
    of_people=False,
).report()
