"""Deciding a batch: pure, in order, each decision seeing the effects of those before.

Nothing is written here. What all decisions lead to is gathered in one `Writing`, and a
decision that fails leaves no trace in it (`rewind`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from shared.capability import Asked, Capability, Recorded
from shared.contracts.contract import EventData
from shared.contracts.messaging import CommandRefused
from shared.errors import Refused, StaleVersion
from shared.eventstore.answers import Answer, AnsweredEvent, AnswerOutcome
from shared.eventstore.minting import Minting
from shared.eventstore.recording import (
    Circumstances,
    folded_form,
    record,
    withheld,
)
from shared.eventstore.store import NewEvent, Writing

REFUSALS = uuid5(NAMESPACE_URL, "register:refusals")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a batch to which a failed decision goes back."""

    events: int
    deadlines: int
    known: Mapping[str, Any]


@dataclass(slots=True)
class Deciding:
    """One batch of decisions of one service.

    `histories` are the stored entries of every stream concerned; `known` is what each
    capability's `Knowledge` loaded; `lengths` are the versions of the streams that
    are not folded.
    """

    service: str
    histories: Mapping[str, Sequence[bytes]]
    known: dict[str, Any]
    minting: Minting
    lengths: Mapping[str, int] = field(default_factory=dict[str, int])
    writing: Writing = field(default_factory=Writing)
    _states: dict[str, tuple[int, Any]] = field(
        default_factory=dict[str, tuple[int, Any]]
    )
    _undo: list[tuple[str, tuple[int, Any] | None]] = field(
        default_factory=list[tuple[str, tuple[int, Any] | None]]
    )

    def mark(self) -> Mark:
        """Return the present place."""
        self._undo.clear()
        return Mark(
            len(self.writing.events), len(self.writing.deadlines), dict(self.known)
        )

    def rewind(self, mark: Mark) -> None:
        """Forget every decision since `mark`."""
        del self.writing.events[mark.events :]
        del self.writing.deadlines[mark.deadlines :]
        self.known = dict(mark.known)
        for stream, before in reversed(self._undo):
            if before is None:
                del self._states[stream]
            else:
                self._states[stream] = before
        self._undo.clear()

    def decide(
        self,
        capability: Capability,
        command: Any,  # noqa: ANN401
        circumstances: Circumstances,
        expected_version: int | None = None,
    ) -> Sequence[NewEvent]:
        """Return the events that the command leads to, appended to the batch.

        Raises `Refused`, `StaleVersion`, `NotYet`; anything else is a fault of ours.
        """
        if capability.knowledge is not None:
            # First, since what is known may name the stream: the next free number.
            known = self.known[capability.name]
            command = capability.knowledge.inform(command, known)
        stream = capability.stream_of(command)
        version, state = self._state(capability, stream)
        if expected_version is not None and expected_version != version:
            raise StaleVersion(stream, expected_version, version)
        decided = capability.decider.decide(command, state)
        return self._append(capability, stream, version, state, decided, circumstances)

    def refuse(
        self,
        refused: CommandRefused,
        circumstances: Circumstances,
        refusal_id: UUID | None = None,
    ) -> None:
        """Record the refusal as an event, which makes it known and audited.

        Its stream is its own, so that refusing changes no case; where that stream was
        read and is there, or in this batch, it has been said already.
        """
        stream = refusal_stream(refused.command_id, refusal_id)
        if stream in self.histories or stream in self._refused():
            return
        event = record(
            refused,
            stream,
            1,
            self.service,
            f"{self.service}.refusals",
            circumstances,
            self.minting,
        )
        self.writing.events.append(event)

    def _refused(self) -> set[str]:
        return {
            event.envelope.subject
            for event in self.writing.events
            if isinstance(event.event, CommandRefused)
        }

    def _state(self, capability: Capability, stream: str) -> tuple[int, Any]:
        known = self._states.get(stream)
        if known is None:
            if capability.remembering:
                entries = self.histories.get(stream, ())
                state = capability.decider.fold(map(folded_form, entries))
                known = (len(entries), state)
            else:
                known = (self.lengths.get(stream, 0), capability.decider.initial)
            self._states[stream] = known
        return known

    def _append(
        self,
        capability: Capability,
        stream: str,
        version: int,
        state: Any,  # noqa: ANN401
        decided: Sequence[EventData],
        circumstances: Circumstances,
    ) -> Sequence[NewEvent]:
        if not decided:
            return ()
        before = self._states.get(stream)
        events: list[NewEvent] = []
        for event in decided:
            version += 1
            events.append(
                record(
                    event,
                    stream,
                    version,
                    self.service,
                    f"{self.service}.{capability.topic}",
                    circumstances,
                    self.minting,
                )
            )
            state = capability.decider.evolve(state, withheld(event))
        self._undo.append((stream, before))
        self._states[stream] = (version, state)
        self.writing.events.extend(events)
        for event in decided:
            self.writing.deadlines.extend(
                (capability.name, change) for change in capability.deadlines(event)
            )
            if capability.knowledge is not None:
                self.known[capability.name] = capability.knowledge.learn(
                    self.known[capability.name], event
                )
        return events


def refusal_stream(command_id: UUID, refusal_id: UUID | None = None) -> str:
    """Return the stream of a command's refusal."""
    return f"refusal/{refusal_id or uuid5(REFUSALS, str(command_id))}"


def circumstances_of(
    asked: Asked,
    wall: datetime,
    correlation_id: UUID,
    causation_id: UUID,
) -> Circumstances:
    """Return the envelope's circumstances for what was asked."""
    return Circumstances(
        actor=asked.actor,
        now=asked.now,
        wall=wall,
        rulebook=asked.rulebook.version_label,
        correlation_id=correlation_id,
        causation_id=causation_id,
        traceparent=asked.traceparent,
    )


def refusal_of(
    command_id: UUID, command_type: str, stream: str, refused: Refused
) -> CommandRefused:
    """Return what is recorded of a refusal."""
    return CommandRefused(
        command_id=command_id,
        command_type=command_type,
        stream=stream,
        code=refused.code,
        sentence=refused.sentence,
        rule=refused.rule,
    )


def answer_of(command_id: UUID, events: Sequence[NewEvent]) -> Answer:
    """Return the answer to a command that led to `events`, perhaps none."""
    return Answer(
        command_id=command_id,
        outcome=AnswerOutcome.DONE if events else AnswerOutcome.NOTHING_TO_DO,
        events=tuple(
            AnsweredEvent(
                id=event.envelope.id,
                type=event.envelope.type,
                stream=event.envelope.subject,
                version=event.envelope.sequence,
                data={
                    name: value
                    for name, value in event.envelope.data.items()
                    if name != "_sd"
                },
            )
            for event in events
        ),
    )


def recorded(events: Sequence[NewEvent]) -> list[Recorded]:
    """Return new events as projections take them, with their personal fields."""
    return [Recorded(event.envelope, event.event) for event in events]
