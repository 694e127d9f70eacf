"""`python -m tests.contracts.draw_samples`: a golden sample of each event without one.

A sample is an entry as it was once recorded, with its disclosures and leaf hash. They
are only ever added: what was recorded must stay readable for ever.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import BaseModel

from shared.contracts.catalogue import EVENTS
from shared.contracts.contract import EventData
from tests.support.recorded import fixed_minting, new_event

SAMPLES = Path(__file__).parent / "samples"


def sample_of(contract: type[EventData]) -> dict[str, Any]:
    """Return the sample of a contract, the same in every run."""
    event = contract(
        **{
            name: value_of(f"{contract.TYPE} {name}", field.annotation)
            for name, field in contract.model_fields.items()
        }
    )
    service = contract.TYPE.split(".")[1]
    made = new_event(
        f"sample/{service}",
        1,
        event,
        f"{service}.events",
        fixed_minting(contract.TYPE),
    )
    return {
        "entry": made.entry.decode(),
        "disclosures": sorted(made.disclosures),
        "leaf_hash": sha256(b"\0" + made.entry).hexdigest(),
    }


def value_of(name: str, annotation: Any) -> Any:  # noqa: ANN401
    """Return a value of a type, derived from the field's name."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return model_of(name, annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (kind,) = (one for one in arguments if one is not type(None))
        return value_of(name, kind)
    if origin in (Annotated, tuple):
        part = value_of(name, arguments[0])
        return part if origin is Annotated else (part,)
    if origin is not None and issubclass(origin, Mapping):
        kind = arguments[1]
        return {"given_names": "Zoë" if kind is str else value_of(name, kind)}
    if issubclass(annotation, Enum):
        return next(iter(annotation))
    known: Mapping[type, Any] = {
        UUID: uuid5(NAMESPACE_URL, name),
        datetime: datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC),
        date: date(2026, 3, 2),
        bool: True,
        int: 7,
        str: f"{name.rpartition(' ')[2]} “sample” é",
    }
    return known[annotation]


def model_of(name: str, model: type[BaseModel]) -> BaseModel:
    """Return a value of a part of an event."""
    return model(
        **{
            part: value_of(f"{name} {part}", field.annotation)
            for part, field in model.model_fields.items()
        }
    )


def main() -> None:
    """Write the samples that are missing."""
    SAMPLES.mkdir(exist_ok=True)
    for name, contract in EVENTS.items():
        path = SAMPLES / f"{name}.json"
        if not path.exists():
            text = json.dumps(sample_of(contract), indent=2, ensure_ascii=False)
            path.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
