"""Which counts of a table are hidden, so that nothing shown tells a small one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oversight.documents.another_reading import Threads
from oversight.documents.relations import Place, counts_of, relations_of
from oversight.documents.table import Kind, Table


@dataclass(slots=True)
class Protection:
    """What is hidden so far: `small` for what it is, `withheld` to protect others.

    Of a small one a reader knows that it lies from 1 to the threshold's predecessor,
    and of a withheld one that it is not small; `closed` ones are withheld whatever
    they are, so that nothing is known of them.
    """

    table: Table
    threshold: int
    counts: Mapping[Place, int]
    small: frozenset[Place]
    withheld: set[Place] = field(default_factory=set[Place])
    closed: set[Place] = field(default_factory=set[Place])

    def protect(self) -> None:
        """Withhold until each hidden count has another reading."""
        related = self.table.told or any(one.of_total for one in self.table.balances)
        if related and max(self.counts.values()) < self.threshold:
            # Tables that tell of the same small whole would tell it together.
            self.closed.update(self.counts)
            return
        threads = Threads(relations_of(self.table), self.cost)
        waiting, safe = sorted(self.small, key=_by_column), set[Place]()
        while waiting:
            place = waiting.pop(0)
            if place in safe:
                continue
            reading = threads.cheapest(place)
            if reading is not None:
                self.withheld.update(reading.keys() - self.small - self.closed)
                safe.update(reading)
                continue
            closing = self._to_close(place)
            if not closing:
                self.closed.update(filter(self._may_be_closed, self.counts))
                return
            self.closed.update(closing)
            waiting[:0] = [place, *sorted(closing, key=_by_column)]

    def cost(self, place: Place, by: int) -> int | None:
        """Return what hiding a count costs where it may differ so, None if not."""
        count = self.counts[place]
        if place in self.closed:
            # A row may stand there because it counts something: what is, is not 0.
            return 0 if count + by >= min(count, 1) else None
        if self._is_basis(place):
            # Told by other tables where it is not small, and else withheld there; their
            # rows may show that it is not less.
            return 0 if place in self.small and by > 0 else None
        if place in self.small:
            return 0 if 0 < count + by < self.threshold else None
        fixed = not self._may_be_closed(place)
        if fixed or count == 0 or count + by < self.threshold:
            return None
        # A total costs more than the greatest of its parts.
        return 0 if place in self.withheld else 2 * count + self._is_total(place)

    def _to_close(self, place: Place) -> list[Place]:
        """Return what else of a row is closed for a count that has no other reading."""
        row = [one for one in self.counts if one[0] == place[0]]
        return [
            one for one in row if one not in self.closed and self._may_be_closed(one)
        ]

    def _may_be_closed(self, place: Place) -> bool:
        if self._is_basis(place):
            return False
        return not (self.table.told and self._is_total(place))

    def _is_basis(self, place: Place) -> bool:
        return self.table.columns[place[1]].kind is Kind.BASIS

    def _is_total(self, place: Place) -> bool:
        return self.table.total and place[0] == len(self.table.rows) - 1


def protected(table: Table, threshold: int) -> Protection:
    """Return what is hidden of a table."""
    counts = counts_of(table)
    small = frozenset(place for place in counts if 0 < counts[place] < threshold)
    found = Protection(table, threshold, counts, small)
    if found.counts:
        found.protect()
    return found


def _by_column(place: Place) -> Place:
    row, column = place
    return column, row
