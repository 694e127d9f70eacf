"""Canonical JSON."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given

from shared.contracts.canonical import Json, canonical, parse, parse_json
from shared.errors import Unreadable
from tests.support.contract_values import JSON, OBJECTS


@given(JSON)
def test_is_rfc_8785(value: Json) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # pyright: ignore[reportArgumentType] - its own type is invariant


@given(OBJECTS)
def test_is_read_back_as_it_was(value: dict[str, Json]) -> None:
    assert parse(canonical(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        "\ud800",
        "a\0",
        {"é": 1},
        {1: 1},
        b"bytes",
        {"a": {"b": [1, 2.5]}},
    ],
    ids=repr,
)
def test_is_none_of_what_is_not_allowed(value: Any) -> None:  # noqa: ANN401
    with pytest.raises(Unreadable):
        canonical(value)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":"\\u0061"}',
        b'{"a":"\\ud800"}',
        b'{"a":9007199254740992}',
        b'{"a":-0}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":1}\n',
        b"[]",
        b'"text"',
        b"",
        b"\xff",
        b"nothing",
    ],
    ids=repr,
)
def test_is_not_read_from_any_other_form(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        parse(raw)


@pytest.mark.parametrize("depth", [101, 900, 100_000])
def test_is_not_nested_beyond_use(depth: int) -> None:
    nested: Any = b'{"a":' * depth + b"1" + b"}" * depth
    with pytest.raises(Unreadable):
        parse(nested)


def test_sorts_as_the_standard_does() -> None:
    assert canonical({"b": 1, "B": 2, "a": [True, None]}) == (
        b'{"B":2,"a":[true,null],"b":1}'
    )
    assert parse_json(b"[1, 2]") == [1, 2]
