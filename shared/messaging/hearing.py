"""Hearing a batch: which records are next, what they lead to, what must wait. Pure.

For each stream the inbox holds the last version handled. Lower is skipped, next is
handled, higher waits; behind a message that cannot be handled its stream waits too,
while other streams go on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

from shared.capability import Asked, Capability, Recorded
from shared.errors import NotYet, Refused
from shared.eventstore.deciding import Deciding, circumstances_of, refusal_of
from shared.eventstore.governing import Governing, todays, under_its_rules
from shared.eventstore.store import HeadMove, Waiting
from shared.messaging.arrivals import (
    UNKNOWN_TYPE,
    UNREADABLE,
    Arrival,
    Heard,
    Unheard,
)
from shared.rulebook import Rulebook

GAP, BEHIND, POISON, NOT_YET = "gap", "behind", "poison", "not-yet"
GAP_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0
LONGEST_BACKOFF = 10


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a heard event leads to: domain commands, or why it cannot be handled.

    `under` says for each command under which rules it was made, where they differ.
    """

    heard: Heard
    asked: Asked
    commands: Sequence[Any]
    failure: Exception | None
    streams: frozenset[str] = frozenset()
    under: Sequence[Asked] = ()

    def asked_by(self, number: int) -> Asked:
        """Return the circumstances of the command at a place, counted from 0."""
        return self.under[number] if self.under else self.asked


def react(
    capability: Capability,
    service: str,
    heard: Heard,
    now: datetime,
    rulebook: Rulebook,
    governing: Governing = todays,
) -> Reaction:
    """Return the commands that the event means to the capability; never raises.

    A capability that keeps rules hears an event under those of its decision.
    """
    if capability.keeps_rules:
        rulebook = governing(heard.envelope.rulebook, rulebook)
    asked = Asked(
        command_id=uuid5(heard.envelope.id, capability.name),
        actor=f"service:{service}",
        now=now,
        rulebook=rulebook,
        traceparent=heard.traceparent,
    )
    reaction = capability.hears.get(type(heard.event))
    if reaction is None:
        return Reaction(heard, asked, (), None)
    try:
        commands = tuple(reaction(heard.event, asked))
        streams = frozenset(map(capability.stream_of, commands))
        return Reaction(heard, asked, commands, None, streams)
    except Exception as error:  # noqa: BLE001 - only pure code runs here: poison
        return Reaction(heard, asked, (), error)


def governed(
    capability: Capability,
    reaction: Reaction,
    histories: Mapping[str, Sequence[bytes]],
    today: Rulebook,
    governing: Governing,
) -> Reaction:
    """Return the reaction with each command under the rules of its own stream."""
    under = [
        under_its_rules(
            reaction.asked,
            capability,
            histories.get(capability.stream_of(command), ()),
            today,
            governing,
        )
        for command in reaction.commands
    ]
    if all(asked is reaction.asked for asked in under):
        return reaction
    hear, event = capability.hears[type(reaction.heard.event)], reaction.heard.event
    try:
        made = {
            asked.rulebook.version_label: tuple(hear(event, asked)) for asked in under
        }
        commands = tuple(
            made[asked.rulebook.version_label][number]
            for number, asked in enumerate(under)
        )
    except Exception as error:  # noqa: BLE001 - only pure code runs here: poison
        return replace(reaction, commands=(), failure=error)
    return replace(reaction, commands=commands, under=tuple(under))


@dataclass(slots=True)
class Hearing:
    """One batch of one capability, on the heads and waiting messages it found."""

    capability: Capability
    heads: Mapping[str, int]
    waits: Mapping[str, Sequence[Waiting]]
    wall: datetime
    judge_waiting: Callable[[Waiting], Arrival]
    reactions: dict[tuple[str, int], Reaction] = field(
        default_factory=dict[tuple[str, int], Reaction]
    )
    handled: list[Recorded] = field(default_factory=list[Recorded])
    first_failures: int = 0
    _at: dict[str, int] = field(default_factory=dict[str, int])
    _stuck: set[str] = field(default_factory=set[str])

    def in_turn(self, arrivals: Iterable[Arrival]) -> list[Arrival]:
        """Return arrivals and what waited behind them, each version once.

        What can follow its head comes in order of arrival; what is still ahead of
        its stream comes last, to wait.
        """
        arrived = list(arrivals)
        held: dict[str, dict[int, Arrival]] = {}
        for stream in {arrival.stream for arrival in arrived}:
            held[stream] = {
                message.version: self.judge_waiting(message)
                for message in self.waits.get(stream, ())
            }
        for arrival in arrived:
            held[arrival.stream][arrival.version] = arrival
        result: list[Arrival] = []
        reach = {stream: self.heads.get(stream, 0) for stream in held}
        for arrival in arrived:
            stream = arrival.stream
            while (following := held[stream].pop(reach[stream] + 1, None)) is not None:
                reach[stream] += 1
                result.append(following)
        for stream, versions in held.items():
            ahead = [version for version in versions if version > reach[stream]]
            result.extend(versions[version] for version in sorted(ahead))
        return result

    def next_ones(self, arrivals: Sequence[Arrival]) -> list[Heard]:
        """Return those that can be handled if each before them can."""
        at: dict[str, int] = {}
        result: list[Heard] = []
        for arrival in arrivals:
            head = at.get(arrival.stream, self.heads.get(arrival.stream, 0))
            if isinstance(arrival, Heard) and arrival.version == head + 1:
                at[arrival.stream] = head + 1
                result.append(arrival)
        return result

    def settle(self, arrivals: Sequence[Arrival], deciding: Deciding) -> None:
        """Handle what is next and park what is not, all into the batch's writing."""
        for arrival in arrivals:
            head = self._at.get(arrival.stream, self.heads.get(arrival.stream, 0))
            if isinstance(arrival, Unheard):
                self._park_unheard(arrival, head, deciding)
            elif arrival.version <= head:
                continue
            elif arrival.stream in self._stuck:
                self._park(arrival, BEHIND, "It waits behind another.", deciding)
            elif arrival.version > head + 1:
                self._park_gap(arrival, head, deciding)
            else:
                self._handle(arrival, deciding)
        for stream, now in self._at.items():
            was = self.heads.get(stream, 0)
            deciding.writing.heads.append(
                HeadMove(self.capability.name, stream, was, now)
            )
            self._release(stream, was, now, deciding)

    def _handle(self, heard: Heard, deciding: Deciding) -> None:
        reaction = self.reactions[heard.stream, heard.version]
        mark = deciding.mark()
        try:
            if reaction.failure is not None:
                raise reaction.failure  # noqa: TRY301 - one place judges failures
            for number, command in enumerate(reaction.commands):
                self._decide(deciding, reaction, number, command)
        except NotYet as error:
            deciding.rewind(mark)
            self._stuck.add(heard.stream)
            self._park_not_yet(heard, error, deciding)
        except Exception as error:  # noqa: BLE001 - only pure code runs here: poison
            deciding.rewind(mark)
            self._stuck.add(heard.stream)
            sentence = f"{type(error).__name__} while acting on {heard.envelope.type}."
            self._park(heard, POISON, sentence, deciding)
        else:
            self._at[heard.stream] = heard.version
            self.handled.append(Recorded(heard.envelope, heard.event))

    def _decide(
        self,
        deciding: Deciding,
        reaction: Reaction,
        number: int,
        command: Any,  # noqa: ANN401
    ) -> None:
        envelope = reaction.heard.envelope
        circumstances = circumstances_of(
            reaction.asked_by(number), self.wall, envelope.correlationid, envelope.id
        )
        try:
            deciding.decide(self.capability, command, circumstances)
        except Refused as refused:
            # A refusal is an answer, not a failure: it is said, and the stream goes on.
            refusal_id = uuid5(reaction.asked.command_id, str(number))
            deciding.refuse(
                refusal_of(
                    reaction.asked.command_id,
                    type(command).__name__,
                    self.capability.stream_of(command),
                    refused,
                ),
                circumstances,
                refusal_id,
            )

    def _park_unheard(self, unheard: Unheard, head: int, deciding: Deciding) -> None:
        if not unheard.holds_up:
            self._park(unheard, unheard.reason, unheard.sentence, deciding)
        elif unheard.version <= head:
            return
        elif unheard.stream in self._stuck:
            self._park(unheard, BEHIND, "It waits behind another.", deciding)
        elif unheard.version > head + 1:
            self._park_gap(unheard, head, deciding)
        else:
            self._stuck.add(unheard.stream)
            self._park(unheard, unheard.reason, unheard.sentence, deciding)

    def _park_not_yet(self, heard: Heard, error: NotYet, deciding: Deciding) -> None:
        self._park(
            heard,
            NOT_YET,
            f"Its subject {error.awaits} has not arrived.",
            deciding,
            due_in=self._longer_each_time(heard),
            awaits=error.awaits,
        )

    def _park_gap(self, arrival: Arrival, head: int, deciding: Deciding) -> None:
        self._park(
            arrival,
            GAP,
            f"Version {head + 1} has not arrived.",
            deciding,
            due_in=self._longer_each_time(arrival),
        )

    def _longer_each_time(self, arrival: Arrival) -> float:
        """Return the seconds to wait: what has waited long leaves room for others."""
        earlier = self._earlier(arrival)
        attempts = min(earlier.attempts, LONGEST_BACKOFF) if earlier else 0
        return min(LONGEST_WAIT_SECONDS, GAP_SECONDS * 2.0**attempts)

    def _park(
        self,
        arrival: Arrival,
        reason: str,
        sentence: str,
        deciding: Deciding,
        due_in: float | None = None,
        awaits: str | None = None,
    ) -> None:
        earlier = self._earlier(arrival)
        if earlier is None and reason in (POISON, UNKNOWN_TYPE, UNREADABLE):
            self.first_failures += 1
        if reason == BEHIND and earlier is not None and _rests_behind(earlier):
            return
        source = (
            arrival.envelope.source if isinstance(arrival, Heard) else arrival.source
        )
        deciding.writing.parked.append(
            Waiting(
                capability=self.capability.name,
                stream=arrival.stream,
                version=arrival.version,
                reason=reason,
                sentence=sentence,
                source=source,
                attempts=earlier.attempts + 1 if earlier else 0,
                since=earlier.since if earlier else self.wall,
                due_at=self.wall + timedelta(seconds=due_in) if due_in else None,
                awaits=awaits,
                record=arrival.raw,
                disclosures=arrival.disclosures,
            )
        )

    def _earlier(self, arrival: Arrival) -> Waiting | None:
        for message in self.waits.get(arrival.stream, ()):
            if message.version == arrival.version:
                return message
        return None

    def _release(self, stream: str, was: int, now: int, deciding: Deciding) -> None:
        deciding.writing.released.extend(
            (self.capability.name, stream, message.version)
            for message in self.waits.get(stream, ())
            if was < message.version <= now
        )


def _rests_behind(message: Waiting) -> bool:
    return message.reason == BEHIND and message.due_at is None
