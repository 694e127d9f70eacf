"""Small numbers are not shown, and nothing shown lets them be computed.

A count from 1 to the threshold's predecessor is hidden. Where a total and the other
counts of its column would tell a hidden one, be it because too little room is left for
it, further counts are withheld: the smallest first, and the total last.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from oversight.documents.table import Cell, Kind, Table
from shared.errors import Malformed

DEFAULT_THRESHOLD = 5
WITHHELD = "withheld"

LEAST_THRESHOLD = 3
"""Below it a small number would be told by its name: fewer than 2, but not 0, is 1."""

DEFINITION = (
    "A count smaller than the threshold, but not 0, is shown as such; one that would "
    "let it be computed within its table is withheld, and so is a figure made of a "
    "count that is not shown."
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
    for place, column in enumerate(table.columns):
        if column.kind in {Kind.COUNT, Kind.BASIS}:
            _hide_column(rows, place, threshold, total=table.total)
    _hide_figures(table, rows, threshold)
    return replace(table, rows=tuple(map(tuple, rows)))


def hidden_counts(
    parts: Sequence[int], total: int | None, threshold: int
) -> dict[int, str]:
    """Return what stands in the place of each count that is hidden.

    The total's place is `len(parts)`; it is None where none is shown.
    """
    values = [*parts] if total is None else [*parts, total]
    small = {place for place, value in enumerate(values) if 0 < value < threshold}
    words = dict.fromkeys(small, fewer_than(threshold))
    if total is None:
        return words
    whole = len(parts)
    if whole in small:
        # So many counts of at least 1 leave a small total no room but for 1 each.
        if len(small) - 1 == threshold - 1:
            words[whole] = WITHHELD
        return words
    while _is_told(parts, small, words.keys(), threshold):
        words[_next_to_hide(values, words)] = WITHHELD
    return words


def _is_told(
    parts: Sequence[int],
    small: Collection[int],
    hidden: Collection[int],
    threshold: int,
) -> bool:
    """Tell whether a small count follows from the total and what else is shown.

    Of a small one the reader knows that it lies from 1 to the threshold's predecessor;
    of a withheld one nothing.
    """
    if not small or len(parts) in hidden:
        return False
    rest = sum(parts[place] for place in hidden)
    if rest == len(small):
        return True
    return len(hidden) == len(small) and (
        len(small) == 1 or rest == len(small) * (threshold - 1)
    )


def _next_to_hide(values: Sequence[int], hidden: Collection[int]) -> int:
    """Return the smallest part that is shown, one of 0 after the others, then all."""
    whole = len(values) - 1
    shown = [place for place in range(whole) if place not in hidden]
    shown.sort(key=lambda place: (values[place] == 0, values[place], place))
    return shown[0] if shown else whole


def _hide_column(
    rows: list[list[Cell]], place: int, threshold: int, *, total: bool
) -> None:
    counts = [cell if isinstance(cell := row[place], int) else 0 for row in rows]
    if total:
        hidden = hidden_counts(counts[:-1], counts[-1], threshold)
    else:
        hidden = hidden_counts(counts, None, threshold)
    for number, words in hidden.items():
        rows[number][place] = words


def _hide_figures(table: Table, rows: list[list[Cell]], threshold: int) -> None:
    unseen = (WITHHELD, fewer_than(threshold))
    for place, column in enumerate(table.columns):
        basis = [table.place(name) for name in column.hidden_with]
        hidden = [any(row[one] in unseen for one in basis) for row in rows]
        for number, row in enumerate(rows):
            told = any(hidden) if column.of_all else hidden[number]
            if told and row[place] is not None:
                row[place] = WITHHELD
