"""The words for what is wrong with an application."""

import pytest

from services.applications.applying.rules.conditions import Fault
from services.notifications.messages.rules import FAULTS


@pytest.mark.parametrize("fault", Fault)
def test_are_there_for_every_fault(fault: Fault) -> None:
    assert FAULTS[fault.value].endswith(".")
