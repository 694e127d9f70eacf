"""What the counts of a table have to do with one another, as a reader may know it."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TypeAlias

from oversight.documents.table import Balance, Kind, Table

Place: TypeAlias = tuple[int, int]
"""A row and a column."""

Relation: TypeAlias = Mapping[Place, int]
"""Counts, each with 1 or -1: what they come to together is taken as known.

It is 0 under a total. Elsewhere somebody may know it, for instance how many
applications were withdrawn, and would compute the count that alone is missing.
"""

COUNTED = frozenset({Kind.COUNT, Kind.BASIS})


def counts_of(table: Table) -> dict[Place, int]:
    """Return every count of the table by its place."""
    counted = [
        number for number, one in enumerate(table.columns) if one.kind in COUNTED
    ]
    return {
        (number, column): cell
        for number, row in enumerate(table.rows)
        for column in counted
        if isinstance(cell := row[column], int)
    }


def relations_of(table: Table) -> list[Relation]:
    """Return the relations: no count is in more than one of its column and one more."""
    counts = counts_of(table)
    columns = {column for _, column in counts}
    found = chain(
        (_of_column(table, counts, column) for column in sorted(columns)),
        *(_of_rows(table, counts, balance) for balance in table.balances),
    )
    return [relation for relation in found if len(relation) > 1]


def _of_column(table: Table, counts: Mapping[Place, int], column: int) -> Relation:
    whole = {number for number, row in enumerate(table.rows) if row[0] in table.against}
    if table.total:
        whole.add(len(table.rows) - 1)
    if not whole:
        return {}
    return {
        place: -1 if place[0] in whole else 1 for place in counts if place[1] == column
    }


def _of_rows(
    table: Table, counts: Mapping[Place, int], balance: Balance
) -> Iterator[Relation]:
    signs = {table.place(balance.whole): 1}
    signs.update({table.place(part): -1 for part in balance.parts})
    last = len(table.rows) - 1
    for row in range(last if balance.of_total else 0, last + 1):
        yield {
            (row, column): sign
            for column, sign in signs.items()
            if (row, column) in counts
        }
