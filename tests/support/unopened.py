"""A service put together whose database and Kafka were never opened."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from pydantic import SecretStr

from shared.capability import Capability
from shared.clock import Clock
from shared.eventstore.memory import MemoryStore
from shared.identity.keyset import Keyset
from shared.messaging.ends import EndOffsets
from shared.messaging.inbox import Inbox
from shared.messaging.peers import Peers
from shared.messaging.relay import Relay
from shared.progress import Progress
from shared.rulebook.loading import load_rulebooks
from shared.running import RunningService
from shared.settings import ServiceSettings
from tests.support.kit import RULEBOOK, executor, rulebook


def unopened_service(name: str, capabilities: Sequence[Capability]) -> RunningService:
    """Return the service; whatever touches its pool fails."""
    settings = ServiceSettings(
        database_url=SecretStr("postgresql://nobody@127.0.0.1/nothing"),
        kafka="127.0.0.1:1",
        port=1,
        keyset=Path("nothing"),
        private_key=Path("nothing"),
    )
    store, clock = MemoryStore(), Clock()
    nowhere = cast("Any", None)
    return RunningService(
        name=name,
        settings=settings,
        pool=nowhere,
        store=cast("Any", store),
        clock=clock,
        rulebooks=load_rulebooks(RULEBOOK),
        keys=Keyset.of(()),
        executor=executor(store, *capabilities, service=name),
        relay=Relay(nowhere, 1, settings.kafka),
        peers=Peers({}, str),
        end_offsets=EndOffsets(settings.kafka),
        capabilities=capabilities,
        progress=Progress(),
        inboxes={
            capability.name: Inbox(name, capability, store, clock, rulebook)
            for capability in capabilities
            if capability.topics
        },
    )
