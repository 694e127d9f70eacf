"""The event store in memory."""

import pytest

from shared.eventstore.memory import MemoryStore
from tests.support.store_behaviour import StoreBehaviour


@pytest.fixture
def store() -> MemoryStore:
    """An empty store."""
    return MemoryStore()


class TestTheMemoryStore(StoreBehaviour):
    """Does all that every store does."""
