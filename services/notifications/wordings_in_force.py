"""What letters say, as events: recorded once whenever it is something else.

At its start the service compares its wordings with those it recorded last. One that
starts anew with the same texts records nothing.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TypeAlias
from uuid import NAMESPACE_URL, uuid5

import structlog

from services.notifications.wordings.in_use import ALL
from services.notifications.wordings.reading import Wordings
from shared.capability import Capability
from shared.contracts.contract import EventData
from shared.contracts.wordings import TemplatesChanged
from shared.database import WEATHER
from shared.decider import Decider
from shared.errors import Refused
from shared.eventstore.answers import Internal
from shared.eventstore.store import Conflicted
from shared.running import RunningService

NAME = "wordings-in-force"
STREAM = "templates/notifications"
POLL_SECONDS = 5.0
_RECORDING = uuid5(NAMESPACE_URL, "register:wordings-in-force")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RecordWordings:
    """Record these texts by their SHA-256, unless they are those recorded last."""

    texts: Mapping[str, str]
    now: datetime


State: TypeAlias = TemplatesChanged | None
"""What was recorded last, if anything was."""


def decide(command: RecordWordings, state: State) -> Sequence[TemplatesChanged]:
    """Return the change, nothing where the same texts were recorded last."""
    before: Mapping[str, str] = state.texts if state is not None else {}
    now = command.texts
    if before == now:
        return []
    return [
        TemplatesChanged(
            texts=now,
            added=tuple(sorted(now.keys() - before.keys())),
            gone=tuple(sorted(before.keys() - now.keys())),
            altered=tuple(
                sorted(
                    name
                    for name in before.keys() & now.keys()
                    if before[name] != now[name]
                )
            ),
        )
    ]


def evolve(state: State, event: EventData) -> State:
    """Return what was recorded last."""
    return event if isinstance(event, TemplatesChanged) else state


def stream_of(_command: RecordWordings) -> str:
    """Return the one stream of the wordings."""
    return STREAM


WORDINGS_IN_FORCE = Capability(
    name=NAME,
    decider=Decider[RecordWordings, State, EventData](
        initial=None, decide=decide, evolve=evolve
    ),
    owns=(TemplatesChanged,),
    stream_of=stream_of,
)
"""The capability that records what letters say."""


def digests(wordings: Wordings) -> dict[str, str]:
    """Return the SHA-256 of every text, by name, version and language."""
    return {
        f"{wording.name}.v{wording.version}.{text.language}": text.sha256
        for wording in wordings.versions
        for text in wording.texts.values()
    }


async def keep_wordings_in_force(service: RunningService) -> None:
    """Record the wordings with which the service runs; again until it succeeds."""
    texts = digests(ALL)
    while True:
        try:
            await record_wordings(service, texts)
        except (Conflicted, Refused, *WEATHER) as error:
            log.warning("wordings not recorded", cause=type(error).__name__)
            await asyncio.sleep(POLL_SECONDS)
        else:
            break
    await asyncio.Event().wait()


async def record_wordings(service: RunningService, texts: Mapping[str, str]) -> None:
    """Record these texts, unless they were recorded last."""
    content = "\n".join(f"{name} {texts[name]}" for name in sorted(texts))
    said = uuid5(_RECORDING, sha256(content.encode()).hexdigest())
    await service.execute_internal(
        [
            Internal(
                capability=NAME,
                command=RecordWordings(texts, service.clock.now()),
                command_id=said,
                actor=f"service:{service.name}",
                correlation_id=said,
                kept=False,
            )
        ]
    )
