"""RFC 8785 canonical JSON, by orjson's sorted output over a restricted JSON.

No floats, integers within ±(2^53 - 1), ASCII member names, no lone surrogates and
no repeated names: on these orjson's sorted form *is* the canonical form. Nor U+0000,
which no text of PostgreSQL holds, nor nesting beyond any use.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias, cast
from uuid import UUID

import orjson

from shared.errors import Unreadable

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

SAFE_INTEGER = 2**53 - 1
DEEPEST = 100
ESCAPED_NUL = rb"\u0000"


def canonical(value: object) -> bytes:
    """Return the one canonical form of `value`; raises `Unreadable` where none is."""
    _check(value)
    return _written(value)


def canonical_envelope(
    attributes: Mapping[str, str | UUID | date], data: Mapping[str, Json]
) -> bytes:
    """Return the canonical form of `attributes` and `data` as one object.

    The attributes are our own: named in ASCII, and never nested. orjson writes an id
    and a date as their text, so only the data is looked through; raises `Unreadable`
    where `canonical` would.
    """
    _check(data)
    raw = _written({**attributes, "data": data}, default=_id)
    if ESCAPED_NUL in raw:
        _check({name: str(value) for name, value in attributes.items()})
    return raw


def parse(raw: bytes) -> dict[str, Json]:
    """Return the object that `raw` is the canonical form of, else `Unreadable`.

    Writing it again and comparing finds every departure at once: other spacing,
    repeated names, another order, floats.
    """
    value = parse_json(raw)
    if not isinstance(value, dict):
        raise Unreadable("The record is not a JSON object.")
    if canonical(value) != raw:
        raise Unreadable("The record is not in RFC 8785 canonical form.")
    return value


def parse_json(raw: bytes | str) -> Json:
    """Return any JSON value, canonical or not, else `Unreadable`."""
    try:
        return cast("Json", orjson.loads(raw))
    except orjson.JSONDecodeError as error:
        raise Unreadable("The record is not JSON.") from error


def _id(value: object) -> str:
    """Return an id as its text where its class is another than `UUID`.

    So are those that a database driver reads, and orjson writes no derived class.
    """
    if isinstance(value, UUID):
        return str(value)
    raise TypeError


def _written(value: object, default: Callable[[object], str] | None = None) -> bytes:
    try:
        return orjson.dumps(value, default, orjson.OPT_SORT_KEYS)
    except (TypeError, orjson.JSONEncodeError) as error:
        raise Unreadable("The value has no canonical JSON form.") from error


def _check(value: object, depth: int = 0) -> None:
    kind = type(value)
    if depth > DEEPEST:
        raise Unreadable(f"The value is nested deeper than {DEEPEST}.")
    if kind is dict:
        for name, member in cast("dict[object, object]", value).items():
            if type(name) is not str or not name.isascii():
                raise Unreadable("A member name is not ASCII.")
            # Most members are texts; looked at here, they cost a tenth of a call.
            if member is not None and (type(member) is not str or "\0" in member):
                _check(member, depth + 1)
    elif kind is list or kind is tuple:
        for item in cast("list[object]", value):
            if item is not None and (type(item) is not str or "\0" in item):
                _check(item, depth + 1)
    else:
        _check_plain(value)


def _check_plain(value: object) -> None:
    kind = type(value)
    if kind is str:
        if "\0" in cast("str", value):
            raise Unreadable("A text holds the character U+0000.")
    elif kind is int:
        if not -SAFE_INTEGER <= cast("int", value) <= SAFE_INTEGER:
            raise Unreadable("An integer is outside ±(2^53 - 1).")
    elif value is not None and kind is not bool:
        raise Unreadable(f"A {kind.__name__} has no canonical JSON form.")
