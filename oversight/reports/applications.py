"""Applications: how many, by route, with what outcome, and how long they took."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import cast

from oversight.documents.table import (
    TOTAL,
    Balance,
    Column,
    Kind,
    Table,
    figure,
    label,
    with_total,
)
from oversight.figures import share
from oversight.hearing import Hears, event_name
from oversight.logged import Logged
from oversight.period import recorded_on
from oversight.reports.application_cases import ApplicationCase, ApplicationCases
from oversight.reports.durations import duration_cells, duration_columns
from oversight.reports.report import NO_SUCH_EVENTS, Report, Terms
from shared.contracts.applications import ApplicationReturned
from shared.contracts.assessment import AssessmentConcluded, AssessorsAssigned

APPEALS = "register.applications.appeal-"
_RETURNED = "applications returned"
_DECIDED = "Applications accepted or refused within the period"


class ApplicationFigures:
    """Folds each application's days, and what happened within the period."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._cases = ApplicationCases()
        self._returned: Counter[str] = Counter()
        self._returns: set[str] = set()
        self._appeals: Counter[str] = Counter()

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        self._cases.take(entry)
        if entry.type == ApplicationReturned.TYPE:
            self._take_return(entry)
        elif entry.type.startswith(APPEALS) and self._within(entry):
            self._appeals[event_name(entry.type)] += 1

    def result(self) -> Sequence[Table]:
        """Return the tables."""
        cases = self._cases.result()
        return (
            self._volumes(cases),
            self._faults(),
            self._durations(cases),
            self._within_target(cases),
            self._appealed(),
        )

    def _within(self, entry: Logged) -> bool:
        return recorded_on(entry) in self._terms.period

    def _take_return(self, entry: Logged) -> None:
        if self._within(entry):
            self._returns.add(entry.stream)
            self._returned.update(set(cast("list[str]", entry.data["faults"])))

    def _decided(self, cases: Iterable[ApplicationCase]) -> list[ApplicationCase]:
        period = self._terms.period
        return [
            case
            for case in cases
            if case.decided_on is not None
            and case.received_on is not None
            and case.decided_on in period
        ]

    def _volumes(self, cases: Sequence[ApplicationCase]) -> Table:
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        period = self._terms.period
        for case in cases:
            if case.received_on is None:
                continue
            row = counts[case.route]
            row[0] += case.received_on in period
            if case.decided_on is not None and case.decided_on in period:
                row[1 if case.accepted else 2] += 1
            ended_on = case.decided_on or case.withdrawn_on
            row[3] += period.before_its_end(case.received_on) and (
                ended_on is None or not period.before_its_end(ended_on)
            )
        rows = with_total({name: row for name, row in counts.items() if any(row)})
        took = self._took(cases)
        days = self._terms.days
        return Table(
            "by-route",
            "Received and decided, by route",
            (
                label("route", "Route"),
                Column(
                    "received", "Received", "First submitted complete in the period."
                ),
                Column("accepted", "Accepted", "Accepted within the period."),
                Column("refused", "Refused", "Refused within the period."),
                Column(
                    "open",
                    "Open",
                    "Received, and neither decided nor withdrawn at the period's end.",
                ),
                *duration_columns(days, "accepted", "refused"),
            ),
            tuple((*row, *duration_cells(took[str(row[0])])) for row in rows),
            total=bool(rows),
            note=f"Durations: {_GROSS}" if rows else "",
            chart="received",
            # What is left was withdrawn, or received before the period: few or none.
            balances=(Balance("received", ("accepted", "refused", "open")),),
        )

    def _took(self, cases: Sequence[ApplicationCase]) -> dict[str, list[int]]:
        took: dict[str, list[int]] = defaultdict(list)
        for case in self._decided(cases):
            for row in (case.route, TOTAL):
                took[row].append(case.gross(self._terms.days))
        return took

    def _faults(self) -> Table:
        counted = [(fault, self._returned[fault]) for fault in sorted(self._returned)]
        rows = [(_RETURNED, len(self._returns)), *counted]
        return Table(
            "returned",
            "Returned as incomplete or not eligible",
            (
                label("fault", "Fault"),
                Column(
                    "applications",
                    "Applications",
                    "Applications returned at least once within the period; under a "
                    "fault, the returns that name it.",
                ),
            ),
            tuple(rows) if self._returns else (),
            against=(_RETURNED,),
        )

    def _durations(self, cases: Sequence[ApplicationCase]) -> Table:
        decided = self._decided(cases)
        days = self._terms.days
        rows = (
            ("received to decision, gross", [c.gross(days) for c in decided]),
            ("received to decision, net", [c.net(days) for c in decided]),
            ("received to assignment", _taken(c.to_assignment(days) for c in decided)),
            (
                "assignment to recommendation",
                _taken(c.to_outcome(days) for c in decided),
            ),
            (
                "recommendation to decision",
                _taken(c.to_decision(days) for c in decided),
            ),
        )
        stopped = any(case.stops for case in decided)
        return Table(
            "durations",
            "How long a decision took",
            (
                label(
                    "stage",
                    "Stage",
                    "Net leaves out the days between a stop of the clock and its "
                    "restart; gross counts them.",
                ),
                Column("cases", "Cases", _DECIDED, Kind.BASIS),
                *duration_columns(days, "cases"),
            ),
            tuple((stage, len(took), *duration_cells(took)) for stage, took in rows)
            if decided
            else (),
            note=f"{_DECIDED}, by stage. {_STOPS if stopped else _NO_STOPS}"
            if decided
            else "",
        )

    def _within_target(self, cases: Sequence[ApplicationCase]) -> Table:
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for case in cases:
            day = case.concluded_on
            if (
                day is not None
                and day in self._terms.period
                and case.due_on is not None
            ):
                counts[case.route][0 if day <= case.due_on else 1] += 1
        rows = tuple(
            (
                *row,
                share(cast("int", row[1]), cast("int", row[1]) + cast("int", row[2])),
            )
            for row in with_total(counts)
        )
        return Table(
            "within-target",
            "Assessments within the register's target, by route",
            (
                label("route", "Route"),
                Column(
                    "within",
                    "Within",
                    "Assessments concluded within the period, on or before the day "
                    "that the rulebook's target gave when they were assigned; the log "
                    "holds that day.",
                ),
                Column("over", "Over", "Concluded within the period, after that day."),
                figure("share", "Share within", "Within, of both.", "within", "over"),
            ),
            rows,
            total=bool(rows),
        )

    def _appealed(self) -> Table:
        return Table(
            "appeals",
            "Appeals",
            (
                label("event", "What happened"),
                Column("events", "Events", "Events of this name within the period."),
            ),
            tuple((name, self._appeals[name]) for name in sorted(self._appeals)),
            note="" if self._appeals else NO_SUCH_EVENTS,
        )


_GROSS = "from receipt to decision, stopped clocks counted."
_STOPS = "Net leaves out stopped clocks."
_NO_STOPS = "No stopped clock is in the log: net equals gross."


def _taken(found: Iterable[int | None]) -> list[int]:
    return [days for days in found if days is not None]


APPLICATIONS = Report(
    name="applications",
    title="Applications",
    describes="Applications received, returned and decided, and how long they took.",
    hears=Hears(
        (AssessorsAssigned.TYPE, AssessmentConcluded.TYPE, APPEALS),
        ("application/",),
    ),
    begin=ApplicationFigures,
)
