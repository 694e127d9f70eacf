"""Folding any stream of any capability."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.capability import Capability
from shared.contracts.catalogue import EVENTS
from shared.contracts.contract import EventData, personal_fields
from shared.eventstore.recording import withheld
from tests.support.capabilities import KIT, of_services
from tests.support.contract_values import contracts

CAPABILITIES = (*of_services(), *KIT)


def events_of(capability: Capability) -> st.SearchStrategy[list[EventData]]:
    """Return any stream that the capability could find in its store."""
    return st.lists(st.one_of(*map(contracts, capability.owns)), max_size=6)


def named(capability: Capability) -> str:
    return capability.name


@pytest.mark.parametrize("capability", CAPABILITIES, ids=named)
@settings(max_examples=25)
@given(data=st.data())
def test_gives_the_same_state_when_nothing_personal_is_left(
    capability: Capability, data: st.DataObject
) -> None:
    events: Sequence[EventData] = data.draw(events_of(capability))
    fold = capability.decider.fold
    assert fold(events) == fold([withheld(event) for event in events])


def test_is_tried_with_every_sealed_event_of_the_catalogue() -> None:
    tried = {event for one in CAPABILITIES for event in one.owns}
    sealed = {event for event in EVENTS.values() if personal_fields(event)}
    assert sealed <= tried
