"""Fitness to practise, as the Professional Standards Authority asks (domain §5.3).

A case is a stream `concern/<id>`: received with its first event, and closed with the
first whose name ends in `-closed`.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from oversight.days import Days
from oversight.documents.table import Cell, Column, Table, figure, label
from oversight.figures import MEDIAN_DEFINITION, in_weeks, median
from oversight.hearing import Hears, event_name
from oversight.logged import Logged
from oversight.period import recorded_on
from oversight.reports.named_events import counted
from oversight.reports.report import NO_SUCH_EVENTS, Report, Terms

STREAMS = "concern/"
CLOSED = "-closed"
AGES = (52, 104, 156)
_ABOUT = ("interim-order", "sanction", "review", "appeal", "restoration")


@dataclass(slots=True)
class _Concern:
    received_on: date
    stages: dict[str, date] = field(default_factory=dict[str, date])
    closed_on: date | None = None


class FitnessFigures:
    """Folds each concern's days, and the orders, sanctions and reviews."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._concerns: dict[str, _Concern] = {}
        self._named: Counter[str] = Counter()

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        if not entry.stream.startswith(STREAMS):
            return
        day, name = recorded_on(entry), event_name(entry.type)
        concern = self._concerns.setdefault(entry.stream, _Concern(day))
        concern.stages.setdefault(name, day)
        if name.endswith(CLOSED):
            concern.closed_on = concern.closed_on or day
        if day in self._terms.period and any(word in name for word in _ABOUT):
            self._named[name] += 1

    def result(self) -> Sequence[Table]:
        """Return the tables."""
        return (
            self._stages(),
            self._ages(),
            counted(
                "orders-sanctions-and-reviews",
                "Interim orders, sanctions, reviews, appeals, restorations",
                "What happened",
                self._named,
                suppress=True,
            ),
        )

    def _stages(self) -> Table:
        took: dict[str, list[int]] = defaultdict(list)
        for concern in self._concerns.values():
            for name, day in concern.stages.items():
                if day in self._terms.period:
                    took[name].append(Days.CALENDAR.between(concern.received_on, day))
        rows: list[tuple[Cell, ...]] = [
            (f"receipt to {name}", len(took[name]), in_weeks(median(took[name])))
            for name in sorted(took)
        ]
        return Table(
            "stages",
            "From receipt to each stage",
            (
                label("stage", "Stage", "The first event of this name in the case."),
                Column("cases", "Cases", "Cases that came to it within the period."),
                figure(
                    "median_weeks",
                    "Median, weeks",
                    f"{MEDIAN_DEFINITION} Calendar days divided by 7, to a tenth.",
                    "cases",
                ),
            ),
            tuple(rows),
            note="" if rows else NO_SUCH_EVENTS,
        )

    def _ages(self) -> Table:
        at = self._terms.period.last or self._terms.until
        open_for = [
            (at - concern.received_on).days
            for concern in self._concerns.values()
            if at is not None
            and concern.received_on <= at
            and (concern.closed_on is None or concern.closed_on > at)
        ]
        rows: list[tuple[Cell, ...]] = [("all open", len(open_for))]
        rows += [
            (f"older than {weeks} weeks", sum(1 for n in open_for if n > weeks * 7))
            for weeks in AGES
        ]
        return Table(
            "open-by-age",
            "Open cases by age",
            (
                label("age", "Age"),
                Column(
                    "cases",
                    "Cases",
                    "Received and not closed at the end of the period's last day; the "
                    "older are counted among the younger too.",
                ),
            ),
            tuple(rows) if open_for else (),
            note="" if open_for else "None: " + NO_SUCH_EVENTS,
        )


FITNESS_TO_PRACTISE = Report(
    name="fitness-to-practise",
    title="Fitness to practise",
    describes="How long concerns take, how old the open ones are, what was imposed.",
    hears=Hears(streams=(STREAMS,)),
    begin=FitnessFigures,
)
