"""Every contract of the catalogue."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.contracts.canonical import canonical, parse
from shared.contracts.catalogue import COMMANDS, EVENTS
from shared.contracts.contract import CommandData, Contract, EventData, personal_fields
from shared.contracts.sealing import seal, unseal
from shared.eventstore.minting import Minting
from shared.eventstore.recording import folded_form, withheld
from tests.support.contract_values import contracts
from tests.support.recorded import new_event

CONTRACTS: dict[str, type[Contract]] = {**EVENTS, **COMMANDS}
FEW = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])

every_contract = pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
every_event = pytest.mark.parametrize("contract", EVENTS.values(), ids=EVENTS)
SERVICES = "applications|assessment|notifications|audit|messaging|views"


@every_contract
def test_has_a_name_with_its_service_and_version(contract: type[Contract]) -> None:
    register, service, name, version = contract.TYPE.split(".")
    assert (register, version) == ("register", "v1")
    assert service in SERVICES.split("|")
    assert name == "".join(
        f"-{letter.lower()}" if letter.isupper() else letter
        for letter in contract.__name__
    ).removeprefix("-")


@every_contract
def test_can_do_without_each_personal_field(contract: type[Contract]) -> None:
    for name in personal_fields(contract):
        field = contract.model_fields[name]
        assert not field.is_required(), name
        assert field.default is None, name


@every_contract
@FEW
@given(data=st.data())
def test_is_read_back_sealed_and_unsealed(
    contract: type[Contract], data: st.DataObject
) -> None:
    value = data.draw(contracts(contract))
    plain = value.model_dump(mode="json")
    sealed, disclosures = seal(plain, personal_fields(contract), Minting().salt)
    travelled = parse(canonical(sealed))
    assert contract.model_validate(unseal(travelled, disclosures)) == value
    without = contract.model_validate(unseal(travelled, ()))
    assert not any(getattr(without, name) for name in personal_fields(contract))


@every_event
@FEW
@given(data=st.data())
def test_folds_without_any_personal_value(
    contract: type[EventData], data: st.DataObject
) -> None:
    event = data.draw(contracts(contract))
    folded = folded_form(new_event("a/1", 1, event).entry)
    assert folded == withheld(event)
    assert not any(getattr(folded, name) for name in personal_fields(contract))


@every_contract
def test_says_in_one_sentence_what_it_means(contract: type[Contract]) -> None:
    sentence = (contract.__doc__ or "").strip()
    assert sentence.endswith(".")
    assert json.dumps(sentence)


def test_is_an_event_or_a_command_and_nothing_else() -> None:
    assert all(issubclass(contract, EventData) for contract in EVENTS.values())
    assert all(issubclass(contract, CommandData) for contract in COMMANDS.values())
    assert not set(EVENTS) & set(COMMANDS)
