"""An event that was recorded once."""

# pyright: reportUnknownMemberType=false
# jsonschema is typed in part only.

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from shared.contracts.catalogue import COMMANDS, EVENTS
from shared.contracts.contract import EventData, personal_fields
from shared.contracts.envelope import decode, encode
from shared.contracts.sealing import DIGESTS, open_disclosure, unseal
from shared.contracts.speakers import source_of
from shared.eventstore.recording import folded_form
from shared.messaging.arrivals import Heard, judge_bytes

SAMPLES = Path(__file__).parent / "samples"
SCHEMAS = Path(__file__).parents[2] / "shared" / "contracts" / "schemas"


@dataclass(frozen=True)
class Sample:
    """A golden sample."""

    name: str
    entry: bytes
    disclosures: list[str]
    leaf_hash: str

    @property
    def contract(self) -> type[EventData]:
        """Its contract as it is today."""
        return EVENTS[self.name]


def read(path: Path) -> Sample:
    """Return the sample in a file."""
    fields = json.loads(path.read_text(encoding="utf-8"))
    return Sample(
        path.name.removesuffix(".json"),
        fields["entry"].encode(),
        fields["disclosures"],
        fields["leaf_hash"],
    )


def schema(name: str) -> dict[str, Any]:
    """Return a committed schema."""
    text = (SCHEMAS / f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


ALL = [read(path) for path in sorted(SAMPLES.glob("*.json"))]
every_sample = pytest.mark.parametrize("sample", ALL, ids=lambda one: one.name)


def test_has_a_sample_for_every_contract_there_ever_was() -> None:
    assert {sample.name for sample in ALL} == set(EVENTS)


@every_sample
def test_is_still_the_same_entry(sample: Sample) -> None:
    assert sha256(b"\0" + sample.entry).hexdigest() == sample.leaf_hash
    assert encode(decode(sample.entry)) == sample.entry


@every_sample
def test_is_still_heard_with_all_that_was_disclosed(sample: Sample) -> None:
    # The samples were all drawn under one source; here it is what the contract asks.
    said = decode(sample.entry)
    said = replace(said, source=source_of(said.type) or said.source)
    heard = judge_bytes(encode(said), "~".join(sample.disclosures))
    assert isinstance(heard, Heard)
    opened = unseal(decode(sample.entry).data, sample.disclosures)
    assert heard.event == sample.contract.model_validate(opened)


@every_sample
def test_still_folds_with_every_disclosure_deleted(sample: Sample) -> None:
    folded = folded_form(sample.entry)
    assert not any(getattr(folded, name) for name in personal_fields(sample.contract))


@every_sample
def test_has_sealed_what_is_personal_under_the_name_it_still_has(
    sample: Sample,
) -> None:
    named = {open_disclosure(disclosed)[0] for disclosed in sample.disclosures}
    assert named <= personal_fields(sample.contract)
    data = decode(sample.entry).data
    assert not named & set(data)
    digests = data.get(DIGESTS, [])
    assert isinstance(digests, list)
    assert len(digests) == len(sample.disclosures)


@every_sample
def test_obeys_the_published_schema(sample: Sample) -> None:
    published = schema(sample.name)
    validator = Draft202012Validator(published)
    validator.validate(json.loads(sample.entry))
    for disclosed in sample.disclosures:
        name, value = open_disclosure(disclosed)
        field = {
            **published["x-disclosures"][name],
            "$defs": published.get("$defs", {}),
        }
        Draft202012Validator(field).validate(value)


@pytest.mark.parametrize("name", [*EVENTS, *COMMANDS])
def test_has_a_schema_that_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
