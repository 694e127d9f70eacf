"""An event with personal fields."""

import pytest

from shared.contracts.applications import ApplicationSubmitted, RegistrationEntered
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.catalogue import EVENTS
from shared.contracts.contract import EventData, personal_fields
from shared.contracts.retention import RecordClass, record_class

# Words of an operator about a message, and an organisation's name and endpoint, which
# are sealed since an endpoint's address may let its holder in: they go with nobody.
ABOUT_NOBODY = {
    "register.messaging.message-passed-over.v1",
    "register.notifications.subscriber-registered.v1",
    "register.notifications.subscriber-endpoint-changed.v1",
}

WITH_PERSONAL = {
    name: contract
    for name, contract in EVENTS.items()
    if personal_fields(contract) and name not in ABOUT_NOBODY
}


@pytest.mark.parametrize("contract", WITH_PERSONAL.values(), ids=list(WITH_PERSONAL))
def test_names_the_person_so_that_an_erasure_finds_it(
    contract: type[EventData],
) -> None:
    assert "person_id" in contract.model_fields


def test_is_of_the_application_unless_it_says_otherwise() -> None:
    submitted = ApplicationSubmitted.TYPE
    assert record_class(submitted, "given_names") is RecordClass.APPLICATION
    assert record_class("register.made-up.v1", "email") is RecordClass.APPLICATION


def test_keeps_the_name_of_an_entry_apart_from_how_to_reach_the_person() -> None:
    entered = RegistrationEntered.TYPE
    assert record_class(entered, "family_name") is RecordClass.ENTRY
    assert record_class(entered, "email") is RecordClass.CONTACT
    assert record_class(AssessorAppointed.TYPE, "name") is RecordClass.ASSESSOR
