"""Small numbers are not shown, and nothing shown lets them be computed.

A count from 1 to the threshold's predecessor is hidden. Where the counts that stand in
a relation with it would tell it, in its column, its row or another table of the report,
further counts are withheld: the smallest first, and the total last. Where that is not
enough, its row is closed, and then its table.
"""

from dataclasses import replace

from oversight.documents.protecting import protected
from oversight.documents.table import Cell, Table
from shared.errors import Malformed

DEFAULT_THRESHOLD = 5
WITHHELD = "withheld"

LEAST_THRESHOLD = 3
"""Below it a small number would be told by its name: fewer than 2, but not 0, is 1."""

DEFINITION = (
    "A count smaller than the threshold, but not 0, is shown as such; one that would "
    "let it be computed, by the sums of this report's tables, is withheld, and so is a "
    "figure made of a count that is not shown."
)


def checked_threshold(threshold: int) -> int:
    """Return the threshold, 0 for none; raises `Malformed` where it hides nothing."""
    if threshold != 0 and threshold < LEAST_THRESHOLD:
        raise Malformed(
            f"Small numbers are hidden below {LEAST_THRESHOLD} or more; 0 hides none.",
            "small_numbers_below",
        )
    return threshold


def fewer_than(threshold: int) -> str:
    """Return what stands in the place of a small number."""
    return f"fewer than {threshold}"


def suppressed(table: Table, threshold: int) -> Table:
    """Return the table as it may be shown."""
    if not table.suppress or threshold == 0 or not table.rows:
        return table
    rows = [list(row) for row in table.rows]
    hidden = protected(table, threshold)
    for row, column in hidden.small:
        rows[row][column] = fewer_than(threshold)
    for row, column in hidden.withheld | hidden.closed:
        rows[row][column] = WITHHELD
    _hide_figures(table, rows, threshold)
    return replace(table, rows=tuple(map(tuple, rows)))


def _hide_figures(table: Table, rows: list[list[Cell]], threshold: int) -> None:
    unseen = (WITHHELD, fewer_than(threshold))
    for place, column in enumerate(table.columns):
        basis = [table.place(name) for name in column.hidden_with]
        hidden = [any(row[one] in unseen for one in basis) for row in rows]
        for number, row in enumerate(rows):
            told = any(hidden) if column.of_all else hidden[number]
            if told and row[place] is not None:
                row[place] = WITHHELD
