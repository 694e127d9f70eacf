"""How far two assessors agree on each standard, before they spoke of it."""

from collections import Counter
from collections.abc import Mapping

from oversight.documents.table import Cell, Column, Kind, Table, figure, label
from oversight.figures import share
from oversight.reports.agreement import kappa

_COUNTS = ("pairs", "alike", "apart")


class Standards:
    """Counts what pairs of assessors found of each standard."""

    def __init__(self) -> None:
        self._pairs: dict[str, Counter[tuple[str, str]]] = {}

    def take(self, first: Mapping[str, str], second: Mapping[str, str]) -> None:
        """Take in what the first and the second found of the same case."""
        for code in first.keys() & second.keys():
            pairs = self._pairs.setdefault(code, Counter())
            pairs[first[code], second[code]] += 1

    def result(self) -> Table:
        """Return a row for each standard that was judged by two."""
        rows = [_row(code, self._pairs[code]) for code in sorted(self._pairs)]
        return Table(
            "agreement-by-standard",
            "How far two assessors agree on each standard",
            (
                label("standard", "Standard"),
                Column("pairs", "Pairs", "Pairs that judged it within the period."),
                Column("alike", "Alike", "Pairs that found the same.", Kind.BASIS),
                Column("apart", "Apart", "Pairs that did not.", Kind.BASIS),
                figure("rate", "Agreement", "Pairs that found the same.", *_COUNTS),
                figure("kappa", "Cohen's kappa", "As in the table above.", *_COUNTS),
            ),
            tuple(rows),
            note="" if rows else "None: no case was judged by standard.",
        )


def _row(code: str, pairs: Counter[tuple[str, str]]) -> tuple[Cell, ...]:
    total = pairs.total()
    alike = sum(count for (first, second), count in pairs.items() if first == second)
    return (code, total, alike, total - alike, share(alike, total), kappa(pairs))
