"""The capabilities of all services together."""

from collections import Counter

from tests.support.capabilities import of_services


def test_have_names_of_their_own() -> None:
    # The ids that the kit derives for what a capability hears are made of its name.
    names = Counter(capability.name for capability in of_services())
    assert max(names.values()) == 1, names


def test_make_events_of_their_own() -> None:
    makers = Counter(event for one in of_services() for event in one.owns)
    assert max(makers.values()) == 1, makers
