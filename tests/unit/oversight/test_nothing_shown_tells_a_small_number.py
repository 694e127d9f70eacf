"""Nothing shown tells a small number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.documents.suppression import WITHHELD, fewer_than, suppressed
from oversight.documents.table import Balance, Cell, Column, Table, label, with_total
from oversight.reports.catalogue import REPORTS, compute
from tests.support.overseen import MadeUpLog, asked

DAY = date(2026, 3, 2)
LOW = 4
SMALL = st.integers(0, 9)
ROUTES = st.lists(st.tuples(SMALL, SMALL, SMALL, st.integers(-1, 2)), max_size=3)
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([("a",), ("b",), ("a", "b"), ("a", "b", "c"), ("c",)]),
        st.sampled_from(["registered", "registered", "suspended", "lapsed"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=14,
)


@dataclass
class Reader:
    """Somebody who knows every relation, and looks for a count they can compute."""

    threshold: int
    truth: dict[str, int] = field(default_factory=dict[str, int])
    domains: dict[str, range] = field(default_factory=dict[str, range])
    sums: list[dict[str, int]] = field(default_factory=list[dict[str, int]])

    def sees(self, name: str, truth: int, shown: Cell) -> None:
        """Note a count and what the reader is shown of it."""
        self.truth[name] = truth
        near = range(max(0, truth - 1), truth + 2)
        if shown == fewer_than(self.threshold):
            near = range(max(1, truth - 1), min(self.threshold, truth + 2))
        elif shown != WITHHELD:
            assert shown == truth
            near = range(truth, truth + 1)
        self.domains[name] = near

    def cannot_be_0(self, name: str) -> None:
        """Note that a count is at least 1."""
        near = self.domains[name]
        self.domains[name] = range(max(1, near.start), near.stop)

    def knows(self, **signs: int) -> None:
        """Note that the reader knows what these counts come to."""
        self.sums.append(signs)

    def computes(self) -> list[str]:
        """Return each count not shown that can have no other value."""
        return [
            name
            for name, values in self.domains.items()
            if (len(values) > 1 or 0 < self.truth[name] < self.threshold)
            and not any(
                self._holds({name: value})
                for value in values
                if value != self.truth[name]
            )
        ]

    def _holds(self, tried: dict[str, int]) -> bool:
        """Tell whether counts near the truth agree with these and all that is known."""
        for signs in self.sums:
            if signs.keys() <= tried.keys():
                out = sum(s * (tried[n] - self.truth[n]) for n, s in signs.items())
                if out:
                    return False
        # A relation that these are part of, and of which the least is open, is next.
        open_ = [
            names
            for signs in self.sums
            if signs.keys() & tried.keys() and (names := signs.keys() - tried.keys())
        ]
        if not open_:
            return True
        name = min(min(open_, key=len))
        truth = self.truth[name]
        values = sorted(self.domains[name], key=lambda value: abs(value - truth))
        return any(self._holds({**tried, name: value}) for value in values)


def by_route(counts: Sequence[tuple[int, int, int, int]]) -> Table:
    """Return a table in which what is received is decided, open or withdrawn."""
    rows = with_total(
        {
            f"r{number}": (max(0, first + second + third + rest), first, second, third)
            for number, (first, second, third, rest) in enumerate(counts)
        }
    )
    names = ("received", "accepted", "refused", "open")
    columns = (label("of", "Of"), *(Column(name, name, "") for name in names))
    return Table(
        "t",
        "T",
        columns,
        rows,
        total=bool(rows),
        balances=(Balance("received", names[1:]),),
    )


def reader_of(table: Table, threshold: int) -> Reader:
    """Return who reads the table and knows that columns and rows add up."""
    reader = Reader(threshold)
    last = len(table.rows) - 1
    shown = suppressed(table, threshold).rows
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells[1:]):
            assert isinstance(cell, int)
            reader.sees(f"r{row}c{column}", cell, shown[row][column + 1])
        signs = {f"r{row}c{column}": -1 if column else 1 for column in range(4)}
        reader.knows(**signs)
    for column in range(4):
        names = {f"r{row}c{column}": 1 for row in range(last)}
        reader.knows(**names, **{f"r{last}c{column}": -1})
    return reader


@settings(max_examples=60)
@given(ROUTES, st.integers(3, 5))
def test_by_rows_and_columns_together(
    counts: list[tuple[int, int, int, int]], threshold: int
) -> None:
    table = by_route(counts)
    if table.rows:
        assert reader_of(table, threshold).computes() == []


def test_of_refusals_beside_what_was_received_and_accepted() -> None:
    table = by_route([(29, 4, 0, 0), (40, 20, 10, 0)])
    rows = suppressed(table, 5).rows
    assert rows[0] == ("r0", 33, WITHHELD, fewer_than(5), 0)
    assert rows[1] == ("r1", 70, WITHHELD, WITHHELD, 10)
    assert rows[2] == ("Total", 103, 69, 24, 10)


def test_by_a_count_that_would_have_to_be_small_itself() -> None:
    columns = (label("of", "Of"), Column("n", "N", ""))
    rows = with_total({"a": (1,), "b": (5,), "c": (20,)})
    shown = suppressed(Table("t", "T", columns, rows, total=True), 5).rows
    # Were b withheld and 4 or less, it would be shown as such: so it were 5, and a 1.
    assert [row[1] for row in shown] == [fewer_than(5), 5, WITHHELD, 26]


@settings(max_examples=40, deadline=None)
@given(PEOPLE)
def test_by_the_tables_of_the_register_together(
    people: list[tuple[tuple[str, ...], str, bool]],
) -> None:
    log = MadeUpLog()
    for number, (scopes, _, says_country) in enumerate(people):
        if says_country:
            log.application(f"CT{number}", DAY)
        log.entry(f"CT{number}", DAY, scopes=scopes)
    for number, (_, status, _) in enumerate(people):
        if status != "registered":
            log.status(f"CT{number}", status, DAY + timedelta(days=40))
    reader = register_reader(log)
    assert reader.computes() == []


def register_reader(log: MadeUpLog) -> Reader:
    """Return who reads the register's report, and knows how its tables are related."""
    reader = Reader(LOW)
    true, shown = tables(log, 0), tables(log, LOW)
    columns = (
        ("by-status", 1),
        ("by-nation", 1),
        ("by-scope", 1),
        ("joiners-and-leavers", 1),
        ("joiners-and-leavers", 2),
    )
    for name, column in columns:
        signs: dict[str, int] = {}
        for told, cells in zip(true[name]["rows"], shown[name]["rows"], strict=True):
            cell = f"{name} {column} {told[0]}"
            reader.sees(cell, told[column], cells[column])
            signs[cell] = -1 if told[0] in {"Total", "in more than one scope"} else 1
            if name.startswith("by-") and signs[cell] == 1:
                # The row would not be there.
                reader.cannot_be_0(cell)
        if name == "by-scope" and signs:
            signs["by-status 1 Total"] = -1
        reader.knows(**signs)
    if true["by-status"]["rows"]:
        reader.knows(**{"by-status 1 Total": 1, "by-nation 1 Total": -1})
        reader.knows(
            **{
                "joiners-and-leavers 1 Total": 1,
                "joiners-and-leavers 2 Total": -1,
                "by-status 1 Total": -1,
            }
        )
    return reader


def tables(log: MadeUpLog, threshold: int) -> Mapping[str, Any]:
    """Return the tables of the register by name."""
    terms = asked(threshold=threshold)
    document = compute(REPORTS["register"], log.entries, log.standing(), terms)
    found = cast("list[dict[str, Any]]", document["tables"])
    return {table["name"]: table for table in found}
