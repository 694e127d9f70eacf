"""Another reading of a table: counts that agree with all that is shown, but differ.

Each relation is a knot, and each count a thread from one knot to another, or to where
no relation holds it. A count that differs by one is made good along a way of further
threads, back to its own knots: those make the other reading.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TypeAlias

from oversight.documents.relations import Place, Relation

Moves: TypeAlias = Mapping[Place, int]
"""By how much each count differs in the other reading."""

_Knot: TypeAlias = tuple[int, int]
"""A relation, and by how much it is out."""

_LOOSE: _Knot = (-1, 0)
"""Where no relation holds a thread."""


@dataclass(frozen=True, slots=True)
class Threads:
    """The counts of a table in their relations, each in two at most.

    `cost` tells what it takes to let a count be one more or one less, and is None where
    a reader would know that it is not.
    """

    relations: Sequence[Relation]
    cost: Callable[[Place, int], int | None]
    _holding: dict[Place, list[int]] = field(default_factory=dict[Place, list[int]])

    def __post_init__(self) -> None:
        """Note which relations hold each count."""
        for number, relation in enumerate(self.relations):
            for place in relation:
                self._holding.setdefault(place, []).append(number)

    def cheapest(self, place: Place) -> Moves | None:
        """Return the cheapest other reading in which this count differs."""
        more = self._reading(place, 1)
        # Where nothing more is to be hidden, there is no cheaper one to look for.
        less = None if more and more[0] == 0 else self._reading(place, -1)
        priced = [one for one in (more, less) if one is not None]
        return min(priced, key=lambda one: one[0])[1] if priced else None

    def _reading(self, place: Place, by: int) -> tuple[int, Moves] | None:
        own = self.cost(place, by)
        if own is None:
            return None
        begin, end = self._knots(place, by)
        way = self._way(begin, (end[0], -end[1]), place)
        if way is None:
            return None
        price, steps = way
        moves = {place: by, **dict(steps)}
        # A count that two steps of one way need is not in two readings at once.
        return (own + price, moves) if len(moves) == len(steps) + 1 else None

    def _way(
        self, begin: _Knot, end: _Knot, without: Place
    ) -> tuple[int, list[tuple[Place, int]]] | None:
        """Return the cheapest way from knot to knot, by Dijkstra's algorithm."""
        best, waiting = {begin: 0}, [(0, begin)]
        came: dict[_Knot, tuple[_Knot, tuple[Place, int]]] = {}
        while waiting:
            price, knot = heappop(waiting)
            if knot == end:
                return price, _steps(came, begin, end)
            if price > best[knot]:
                continue
            for place, by, following in self._onward(knot):
                paid = None if place == without else self.cost(place, by)
                if paid is None or price + paid >= best.get(
                    following, price + paid + 1
                ):
                    continue
                best[following] = price + paid
                came[following] = knot, (place, by)
                heappush(waiting, (price + paid, following))
        return None

    def _onward(self, knot: _Knot) -> Iterator[tuple[Place, int, _Knot]]:
        """Yield each thread of a knot, how it is moved, and which knot is out then."""
        if knot == _LOOSE:
            for number, relation in enumerate(self.relations):
                for place in relation:
                    if self._beyond(place, number) is None:
                        for by in (1, -1):
                            yield place, by, (number, relation[place] * by)
            return
        number, out = knot
        for place, sign in self.relations[number].items():
            by, beyond = -out * sign, self._beyond(place, number)
            if beyond is None:
                yield place, by, _LOOSE
            else:
                yield place, by, (beyond, self.relations[beyond][place] * by)

    def _beyond(self, place: Place, number: int) -> int | None:
        """Return the other relation that holds a count."""
        return next((one for one in self._holding[place] if one != number), None)

    def _knots(self, place: Place, by: int) -> tuple[_Knot, _Knot]:
        out = [
            (one, self.relations[one][place] * by)
            for one in self._holding.get(place, ())
        ]
        first, second, *_ = [*out, _LOOSE, _LOOSE]
        return first, second


def _steps(
    came: Mapping[_Knot, tuple[_Knot, tuple[Place, int]]], begin: _Knot, end: _Knot
) -> list[tuple[Place, int]]:
    steps: list[tuple[Place, int]] = []
    while end != begin:
        end, step = came[end]
        steps.append(step)
    return steps
