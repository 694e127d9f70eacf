"""Events ready for a store, as a decision would make them."""

from datetime import UTC, datetime
from itertools import count
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from shared.contracts.applications import ApplicationRefused
from shared.contracts.contract import EventData
from shared.eventstore.minting import Minting
from shared.eventstore.recording import Circumstances, record
from shared.eventstore.store import NewEvent

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CIRCUMSTANCES = Circumstances(
    actor="actor-made-up",
    now=MOMENT,
    wall=MOMENT,
    rulebook="made-up-1",
    correlation_id=UUID(int=1),
    causation_id=UUID(int=2),
)


def refused(*reasons: str, explanation: str | None = "Too short.") -> EventData:
    """Return a made-up event with sealed fields."""
    return ApplicationRefused(
        application_id=UUID(int=3),
        reasons=reasons,
        person_id=UUID(int=4),
        explanation=explanation,
    )


def new_event(
    stream: str,
    version: int,
    event: EventData | None = None,
    topic: str = "applications.events",
    minting: Minting | None = None,
) -> NewEvent:
    """Return an event ready to be written."""
    return record(
        event or refused(str(uuid4())),
        stream,
        version,
        "applications",
        topic,
        CIRCUMSTANCES,
        minting or Minting(),
    )


def fixed_minting(name: str) -> Minting:
    """Return ids and salts that are the same in every run."""
    ids, salts = count(1), count(1)

    def new_id() -> UUID:
        derived = uuid5(NAMESPACE_URL, f"{name} {next(ids)}")
        return UUID(int=derived.int & ~(0xF << 76) | 0x7 << 76)

    def salt() -> bytes:
        return uuid5(NAMESPACE_URL, f"{name} salt {next(salts)}").bytes

    return Minting(new_id, salt)
