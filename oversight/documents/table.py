"""A table of figures, each with its definition beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Cell: TypeAlias = int | str | None
"""A number, a text, or None where there is nothing to tell."""

TOTAL = "Total"


class Kind(StrEnum):
    """What a column's cells are."""

    LABEL = "label"
    COUNT = "count"
    FIGURE = "figure"
    BASIS = "basis"
    """A count that is not shown: it decides alone what else may be."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what its figures mean.

    A figure computed from counts names their columns in `hidden_with`: where one of
    them is hidden, the figure would give it away. One `of_all` rows is hidden where
    any row's is.
    """

    name: str
    title: str
    definition: str
    kind: Kind = Kind.COUNT
    hidden_with: tuple[str, ...] = ()
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """In each row the `whole` is the sum of its `parts`, or a reader may know the rest.

    One `of_total` holds in the last row alone.
    """

    whole: str
    parts: tuple[str, ...]
    of_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns; `total` where the last row sums the others.

    Where other tables of the report tell what the counts add up to, it is `told`. Rows
    named in `against` count again what the others count, and `balances` are sums over
    columns: what can be computed from them is not shown either.

    `suppress` is False where nothing is counted that leads to a person; `why` says so.
    `chart` names the column that is drawn as bars.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    note: str = ""
    suppress: bool = True
    chart: str | None = None
    told: bool = False
    against: tuple[str, ...] = ()
    balances: tuple[Balance, ...] = ()

    def place(self, column: str) -> int:
        """Return where a column stands."""
        return next(
            number for number, one in enumerate(self.columns) if one.name == column
        )


def label(name: str, title: str, definition: str = "") -> Column:
    """Return a column of labels."""
    return Column(name, title, definition, Kind.LABEL)


def figure(
    name: str, title: str, definition: str, *hidden_with: str, of_all: bool = False
) -> Column:
    """Return a column of figures computed from the counts of other columns."""
    return Column(name, title, definition, Kind.FIGURE, hidden_with, of_all)


def with_total(
    counts: Mapping[str, Sequence[int]],
) -> tuple[tuple[Cell, ...], ...]:
    """Return a row of counts for each label, in order, and their sum as the last."""
    rows: list[tuple[Cell, ...]] = [(name, *counts[name]) for name in sorted(counts)]
    if rows:
        rows.append((TOTAL, *map(sum, zip(*counts.values(), strict=True))))
    return tuple(rows)
