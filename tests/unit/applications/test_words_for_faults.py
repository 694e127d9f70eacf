"""The words for what is wrong with an application."""

import pytest

from services.applications.applying.rules.conditions import Fault
from shared.contracts.application_faults import FAULTS


@pytest.mark.parametrize("fault", Fault)
def test_are_there_for_every_fault(fault: Fault) -> None:
    said = FAULTS[fault.value]
    assert said.sentence.endswith(".")
    assert said.rule
