"""Which rules are in force, as events: recorded once whenever they are others.

At its start, and on the first day of each further version, a service compares what is
in force with what it recorded last (design: Rulebooks). One that runs on unchanged, or
starts anew with the same file, records nothing.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import NAMESPACE_URL, uuid5

import structlog

from shared.capability import (
    Asked,
    Capability,
    ClearDeadline,
    DeadlineChange,
    SetDeadline,
)
from shared.clock import end_of_register_day
from shared.contracts.contract import EventData
from shared.contracts.messaging import RulebookChanged
from shared.database import WEATHER
from shared.decider import Decider
from shared.errors import Refused
from shared.eventstore.answers import Internal
from shared.eventstore.store import Conflicted
from shared.rulebook import Rulebook
from shared.rulebook.comparing import table_digests
from shared.running import RunningService

NAME = "rules-in-force"
NEXT_VERSION = "next-version"
POLL_SECONDS = 5.0
_PREFIX = "rulebook/"
_RECORDING = uuid5(NAMESPACE_URL, "register:rules-in-force")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RecordRules:
    """Record these rules, unless they are those recorded last.

    `sha256` and `begins` tell of the file; they are None where its next version came
    into force and the file is the one that was recorded.
    """

    service: str
    version: str
    tables: Mapping[str, str]
    now: datetime
    sha256: str | None = None
    begins: tuple[date, ...] | None = None


State: TypeAlias = RulebookChanged | None
"""What was recorded last, if anything was."""


def decide(command: RecordRules, state: State) -> Sequence[RulebookChanged]:
    """Return the change, nothing where the same rules were recorded last."""
    before: Mapping[str, str] = state.tables if state is not None else {}
    sha256 = command.sha256 or (state.sha256 if state is not None else "")
    begins = command.begins or (state.begins if state is not None else ())
    if state is not None and (state.version, state.sha256) == (command.version, sha256):
        return []
    changed = (
        name
        for name in sorted({*before, *command.tables})
        if before.get(name) != command.tables.get(name)
    )
    return [
        RulebookChanged(
            previous=None if state is None else state.version,
            version=command.version,
            sha256=sha256,
            changed=tuple(changed),
            tables=command.tables,
            begins=begins,
            service=command.service,
        )
    ]


def evolve(_state: State, event: EventData) -> State:
    """Return what was recorded last."""
    return event if isinstance(event, RulebookChanged) else _state


def stream_of(command: RecordRules) -> str:
    """Return the stream of a service's rules."""
    return f"{_PREFIX}{command.service}"


def deadlines(event: EventData) -> Sequence[DeadlineChange]:
    """Return when the file's next version begins, midnight of the register's clock."""
    if not isinstance(event, RulebookChanged):
        return []
    stream = f"{_PREFIX}{event.service}"
    in_force = date.fromisoformat(event.version.rpartition("@")[2])
    later = [day for day in event.begins if day > in_force]
    if not later:
        return [ClearDeadline(stream, NEXT_VERSION)]
    begins = end_of_register_day(min(later) - timedelta(days=1))
    return [SetDeadline(stream, NEXT_VERSION, begins)]


def next_version_begins(stream: str, asked: Asked) -> RecordRules:
    """The file's next version comes into force."""
    rulebook = asked.rulebook
    return RecordRules(
        service=stream.removeprefix(_PREFIX),
        version=rulebook.version_label,
        tables=table_digests(rulebook),
        now=asked.now,
    )


RULES_IN_FORCE = Capability(
    name=NAME,
    decider=Decider[RecordRules, State, EventData](
        initial=None, decide=decide, evolve=evolve
    ),
    owns=(RulebookChanged,),
    stream_of=stream_of,
    due={NEXT_VERSION: next_version_begins},
    deadlines=deadlines,
)
"""The capability that records which rules are in force."""


async def keep_rules_in_force(service: RunningService) -> None:
    """Record the rules with which the service runs, until cancelled."""
    recorded: Rulebook | None = None
    while True:
        rulebook = service.rulebook
        if rulebook is not recorded:
            try:
                await record_rules(service, rulebook)
                recorded = rulebook
            except (Conflicted, Refused, *WEATHER) as error:
                log.warning("rules not recorded", cause=type(error).__name__)
        await asyncio.sleep(POLL_SECONDS)


async def record_rules(service: RunningService, rulebook: Rulebook) -> None:
    """Record these rules of the service's file, unless they were recorded last."""
    rulebooks, label = service.rulebooks, rulebook.version_label
    command = RecordRules(
        service=service.name,
        version=label,
        tables=table_digests(rulebook),
        now=service.clock.now(),
        sha256=rulebooks.sha256,
        begins=tuple(version.effective_from for version in rulebooks.versions),
    )
    said = uuid5(_RECORDING, f"{service.name} {label} {rulebooks.sha256}")
    await service.execute_internal(
        [
            Internal(
                capability=NAME,
                command=command,
                command_id=said,
                actor=f"service:{service.name}",
                correlation_id=said,
                kept=False,
            )
        ]
    )
