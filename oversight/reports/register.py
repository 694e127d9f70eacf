"""The register: how many stand in it, by scope, status and nation; who joined, left."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from oversight.as_at import HEARS as OF_ENTRIES
from oversight.as_at import STREAMS, scopes_after
from oversight.days import months
from oversight.documents.table import (
    TOTAL,
    Balance,
    Cell,
    Column,
    Kind,
    Table,
    figure,
    label,
    with_total,
)
from oversight.hearing import Hears
from oversight.logged import Logged
from oversight.period import Period, recorded_on
from oversight.reports.report import Report, Terms
from shared.contracts.applications import ApplicationSubmitted, RegistrationEntered

NOT_DISCLOSED = "not disclosed"
OFF_THE_REGISTER = frozenset(
    {"lapsed", "de-registered", "struck-off", "removed", "left", "deceased"}
)
"""Statuses of those who no longer stand in the register (domain §2.3, §2.5)."""

_SEVERAL = "in more than one scope"
_STANDING = "On the register at the end of the period's last day, by the day of effect."


@dataclass(slots=True)
class _Entry:
    application: str
    scopes: tuple[str, ...]
    joined_on: date
    status: str = "registered"
    left_on: date | None = None


class RegisterFigures:
    """Folds the entries as they stand at the period's end."""

    def __init__(self, terms: Terms) -> None:
        self._period = terms.period
        self._began: date | None = None
        self._until = terms.until
        self._entries: dict[str, _Entry] = {}
        self._nations: dict[str, str] = {}

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        self._began = self._began or recorded_on(entry)
        if entry.type == ApplicationSubmitted.TYPE:
            nation = entry.disclosed.get("country")
            if isinstance(nation, str) and nation.strip():
                application = cast("str", entry.data["application_id"])
                self._nations[application] = nation.strip()
        elif entry.stream.startswith(STREAMS):
            day = date.fromisoformat(entry.event["effective"])
            if self._period.before_its_end(day):
                self._take_fact(entry, day)

    def result(self) -> Sequence[Table]:
        """Return the tables."""
        standing = [
            one for one in self._entries.values() if one.status not in OFF_THE_REGISTER
        ]
        return (
            _counted("by-status", "By status", Counter(e.status for e in standing)),
            self._by_scope(standing),
            _counted(
                "by-nation",
                "By nation",
                Counter(
                    self._nations.get(one.application, NOT_DISCLOSED)
                    for one in standing
                ),
                "The country of the application behind the entry, where disclosed.",
            ),
            self._joiners(len(standing)),
        )

    def _take_fact(self, entry: Logged, day: date) -> None:
        number = entry.stream.removeprefix(STREAMS)
        data = entry.data
        if entry.type == RegistrationEntered.TYPE:
            self._entries[number] = _Entry(
                cast("str", data["application_id"]),
                tuple(cast("list[str]", data["scopes"])),
                day,
            )
            return
        found, status = self._entries.get(number), data.get("status")
        if found is None:
            return
        found.scopes = scopes_after(found.scopes, entry)
        if not isinstance(status, str):
            return
        gone = status in OFF_THE_REGISTER
        found.left_on = (found.left_on or day) if gone else None
        found.status = status

    def _by_scope(self, standing: Sequence[_Entry]) -> Table:
        counted = Counter(scope for one in standing for scope in one.scopes)
        several = sum(1 for one in standing if len(one.scopes) > 1)
        rows: list[tuple[Cell, ...]] = [
            (name, counted[name]) for name in sorted(counted)
        ]
        if standing:
            rows.append((_SEVERAL, several))
        return Table(
            "by-scope",
            "By scope of practice",
            (
                label("scope", "Scope"),
                Column(
                    "registrants",
                    "Registrants",
                    f"{_STANDING} Whoever has several scopes is counted in each, so "
                    "that the rows do not add up to the register.",
                ),
            ),
            tuple(rows),
            chart="registrants",
            told=True,
            against=(_SEVERAL,),
        )

    def _joiners(self, standing: int) -> Table:
        joined = Counter(_month(one.joined_on, self._period) for one in self._all())
        left = Counter(_month(one.left_on, self._period) for one in self._all())
        counts = {month: (joined[month], left[month]) for month in self._months()}
        rows = tuple(
            (*row, _net(row), standing if row[0] == TOTAL else None)
            for row in with_total(counts)
        )
        return Table(
            "joiners-and-leavers",
            "Joiners and leavers by month",
            (
                label(
                    "month",
                    "Month",
                    "From the period's first or, where that is later, the log's.",
                ),
                Column("joined", "Joined", "Entered with effect in the month."),
                Column(
                    "left",
                    "Left",
                    "Whose status came to be one of those no longer on the register "
                    f"({', '.join(sorted(OFF_THE_REGISTER))}) in the month.",
                ),
                figure("net", "Net", "Joined less left.", "joined", "left"),
                Column("standing", "Standing", _STANDING, Kind.BASIS),
            ),
            rows,
            total=bool(rows),
            chart="joined",
            # Whoever joined has left or stands: the tables above tell how many stand.
            balances=(Balance("joined", ("left", "standing"), of_total=True),),
        )

    def _all(self) -> Sequence[_Entry]:
        return tuple(self._entries.values())

    def _months(self) -> list[str]:
        days = [one.joined_on for one in self._all()]
        days += [one.left_on for one in self._all() if one.left_on is not None]
        within = [day for day in days if day in self._period]
        if not within:
            return []
        # No row for a month before the log, or after it: nothing can be told of them.
        began, ended = self._began or min(within), self._until or max(within)
        first = max(self._period.first or min(within), min(began, *within))
        last = min(self._period.last or max(within), max(ended, *within))
        return months(first, last)


def _month(day: date | None, period: Period) -> str | None:
    return None if day is None or day not in period else f"{day:%Y-%m}"


def _net(row: tuple[Cell, ...]) -> Cell:
    joined, left = cast("int", row[1]), cast("int", row[2])
    return joined - left


def _counted(
    name: str, title: str, counts: Mapping[str, int], definition: str = ""
) -> Table:
    rows = with_total({one: (counts[one],) for one in counts})
    said = f"{_STANDING} {definition}".strip()
    return Table(
        name,
        title,
        (
            label("of", title.removeprefix("By ").capitalize()),
            Column("registrants", "Registrants", said),
        ),
        rows,
        total=bool(rows),
        chart="registrants",
        told=True,
    )


REGISTER = Report(
    name="register",
    title="The register",
    describes="Who stands in the register at the period's end, who joined, who left.",
    hears=Hears((ApplicationSubmitted.TYPE,), OF_ENTRIES.streams),
    begin=RegisterFigures,
    over_personal_fields=("by-nation",),
)
