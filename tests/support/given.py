"""The grammar of a decider's tests: given events, when a command, then events.

Events are folded without their personal fields, as the kit folds them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from shared.contracts.contract import EventData, personal_fields
from shared.decider import Decider
from shared.errors import Refused

CommandT = TypeVar("CommandT")
StateT = TypeVar("StateT")
EventT = TypeVar("EventT", bound=EventData)


class Question(StrEnum):
    """What a test can ask of a command: the three questions of every one."""

    PRODUCES = "produces"
    REFUSES = "refuses"
    STAYS_QUIET = "stays quiet"


ANSWERED: set[tuple[type[object], Question]] = set()
"""Which questions the tests of this run asked of which commands."""


@dataclass(frozen=True)
class Given(Generic[CommandT, StateT, EventT]):
    """A decider to be tested: call it with the events that happened before."""

    decider: Decider[CommandT, StateT, EventT]

    def __call__(self, *events: EventT) -> "When[CommandT, StateT, EventT]":
        """Return the stream after `events`."""
        return When(self.decider, self.decider.fold(map(without_personal_data, events)))


@dataclass(frozen=True)
class When(Generic[CommandT, StateT, EventT]):
    """A stream in a state, waiting for a command."""

    decider: Decider[CommandT, StateT, EventT]
    state: StateT

    def when(self, command: CommandT) -> "Then[StateT, EventT]":
        """Return what the command leads to, which answers one of its questions."""
        try:
            happened = tuple(self.decider.decide(command, self.state))
        except Refused as refused:
            ANSWERED.add((type(command), Question.REFUSES))
            return Then(self.state, (), refused)
        produces = Question.PRODUCES if happened else Question.STAYS_QUIET
        ANSWERED.add((type(command), produces))
        return Then(self.state, happened)


@dataclass(frozen=True)
class Then(Generic[StateT, EventT]):
    """What a command led to, to be compared."""

    state: StateT
    events: Sequence[EventT]
    refused: Refused | None = None

    def then(self, *events: EventT) -> None:
        """Expect exactly these events, personal fields and all."""
        assert self.refused is None, f"refused: {self.refused}"
        assert tuple(self.events) == events

    def then_nothing(self) -> None:
        """Expect that nothing happens, and that this is no refusal."""
        assert self.refused is None, f"refused: {self.refused}"
        assert not self.events

    def then_refused(self, code: str) -> None:
        """Expect a refusal with this code."""
        assert self.refused is not None, f"not refused, but: {self.events}"
        assert self.refused.code == code


def without_personal_data(event: EventT) -> EventT:
    """Return the event with every disclosure deleted."""
    return event.model_copy(update=dict.fromkeys(personal_fields(type(event))))
