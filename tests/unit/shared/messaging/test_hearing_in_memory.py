"""The inbox, on the memory store."""

import pytest

from shared.eventstore.memory import MemoryStore
from tests.support.hearing_behaviour import HearingBehaviour


@pytest.fixture
def store() -> MemoryStore:
    """An empty store."""
    return MemoryStore()


class TestHearingInMemory(HearingBehaviour):
    """Does all that hearing does."""
