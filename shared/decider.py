"""The Decider: every rule of a capability as two pure functions and a first state."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Generic, TypeVar

CommandT = TypeVar("CommandT")
StateT = TypeVar("StateT")
EventT = TypeVar("EventT")


@dataclass(frozen=True)
class Decider(Generic[CommandT, StateT, EventT]):
    """What a stream may do next, and what it then is.

    `decide` returns the events that a command leads to, none where it changes
    nothing, or raises `Refused`; `evolve` never fails and never sees personal data.
    """

    initial: StateT
    decide: Callable[[CommandT, StateT], Sequence[EventT]]
    evolve: Callable[[StateT, EventT], StateT]

    def fold(self, events: Iterable[EventT], state: StateT | None = None) -> StateT:
        """Return the state after `events`, from `state` or from the first one."""
        return reduce(self.evolve, events, self.initial if state is None else state)
