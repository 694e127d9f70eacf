"""Executing commands on the memory store."""

import pytest

from shared.eventstore.memory import MemoryStore
from tests.support.executing_behaviour import ExecutingBehaviour


@pytest.fixture
def store() -> MemoryStore:
    """An empty store."""
    return MemoryStore()


class TestExecutingInMemory(ExecutingBehaviour):
    """Does all that executing does."""
