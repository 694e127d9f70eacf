"""JSON Schemas of contracts, as they are on the wire: the envelope, sealed data."""

from collections.abc import Mapping
from typing import Any

from shared.contracts.contract import Contract, EventData, personal_fields
from shared.contracts.envelope import MAX_ENTRY_BYTES
from shared.contracts.sealing import DIGESTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_UUID: Schema = {"type": "string", "format": "uuid"}
_TEXT: Schema = {"type": "string", "minLength": 1}
_INSTANT: Schema = {"type": "string", "format": "date-time"}
_VERSION: Schema = {"type": "string", "pattern": "^[1-9][0-9]*$"}
_DIGEST: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"}

_OF_BOTH: Mapping[str, Schema] = {
    "specversion": {"const": "1.0"},
    "id": _UUID,
    "source": _TEXT,
    "subject": {**_TEXT, "description": "The stream."},
    "time": {**_INSTANT, "description": "By the register's clock."},
    "actor": _TEXT,
    "correlationid": _UUID,
    "datacontenttype": {"const": "application/json"},
}
_OF_EVENTS: Mapping[str, Schema] = {
    "sequence": {**_VERSION, "description": "The version of the stream."},
    "walltime": {**_INSTANT, "description": "By the machine's clock."},
    "effective": {
        "type": "string",
        "format": "date",
        "description": "The register's own date (Europe/London).",
    },
    "reason": {**_TEXT, "description": "A code."},
    "rulebook": _TEXT,
    "causationid": _UUID,
}
_OF_COMMANDS: Mapping[str, Schema] = {
    "expectedversion": {"type": "string", "pattern": "^(0|[1-9][0-9]*)$"},
}


def json_schema(
    contract: type[Contract], references: str = "#/$defs/{model}"
) -> Schema:
    """Return the schema of a whole record's value.

    Personal fields are not in `data`: each has a digest in `_sd`, and its schema,
    once disclosed, stands under `x-disclosures`.
    """
    plain = contract.model_json_schema(ref_template=references)
    event = issubclass(contract, EventData)
    envelope: Schema = {**_OF_BOTH, **(_OF_EVENTS if event else _OF_COMMANDS)}
    optional = set[str]() if event else set(_OF_COMMANDS)
    personal = sorted(personal_fields(contract))
    schema: Schema = {
        "$schema": DIALECT,
        "title": contract.TYPE,
        "description": summary(contract),
        "type": "object",
        "properties": {
            **envelope,
            "type": {"const": contract.TYPE},
            "data": _data(plain, personal),
        },
        "required": sorted({*envelope, "type", "data"} - optional),
        "additionalProperties": False,
        "x-disclosures": {name: plain["properties"][name] for name in personal},
    }
    if event:
        schema["x-largest-entry-bytes"] = MAX_ENTRY_BYTES
    if "$defs" in plain:
        schema["$defs"] = plain["$defs"]
    return schema


def summary(contract: type[Contract]) -> str:
    """Return what the contract means, in one sentence."""
    return (contract.__doc__ or "").split("\n", 1)[0]


def _data(plain: Schema, personal: list[str]) -> Schema:
    fields: Schema = {
        name: field
        for name, field in plain.get("properties", {}).items()
        if name not in personal
    }
    required = [name for name in plain.get("required", []) if name in fields]
    if personal:
        fields[DIGESTS] = {
            "type": "array",
            "items": _DIGEST,
            "minItems": 1,
            "uniqueItems": True,
        }
        required.append(DIGESTS)
    return {
        "type": "object",
        "properties": fields,
        "required": sorted(required),
        "additionalProperties": False,
    }
