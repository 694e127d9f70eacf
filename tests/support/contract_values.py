"""Hypothesis strategies for contracts, and for the restricted JSON they become."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast, get_args, get_origin

from hypothesis import strategies as st

from shared.contracts.canonical import SAFE_INTEGER
from shared.contracts.contract import Contract, personal_fields

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20
)
NAMES = st.text(st.characters(max_codepoint=127, exclude_characters="\0"), max_size=8)
BOUNDED: Mapping[str, st.SearchStrategy[Any]] = {
    "pence": st.integers(1, 1_000_000),
    "cases": st.lists(st.uuids(), min_size=1, max_size=4).map(tuple),
}
"""Of fields whose bounds their type does not say."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE_INTEGER, SAFE_INTEGER) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4)
    ),
    max_leaves=20,
)
OBJECTS = st.dictionaries(NAMES, JSON, max_size=5)
INSTANTS = st.datetimes(
    datetime(1970, 1, 1),  # noqa: DTZ001 - made aware by the strategy
    datetime(2200, 1, 1),  # noqa: DTZ001 - made aware by the strategy
    timezones=st.just(UTC),
)

st.register_type_strategy(datetime, INSTANTS)
st.register_type_strategy(str, TEXT)
st.register_type_strategy(int, st.integers(0, SAFE_INTEGER))


def contracts(contract: type[Contract]) -> st.SearchStrategy[Any]:
    """Return any value of a contract, its personal fields filled or not."""
    return st.builds(
        contract,
        **{name: _field(contract, name) for name in contract.model_fields},
    )


def _field(contract: type[Contract], name: str) -> st.SearchStrategy[Any]:
    annotation = contract.model_fields[name].annotation
    assert annotation is not None
    values: st.SearchStrategy[Any] = st.from_type(cast("type[Any]", annotation))
    if "Mapping[str, str]" in str(annotation):
        # Member names are ASCII, wherever they are.
        values = st.dictionaries(NAMES, TEXT, max_size=4)
    elif "Mapping[str, int]" in str(annotation):
        values = st.dictionaries(NAMES, st.integers(0, SAFE_INTEGER), max_size=4)
    elif get_origin(annotation) is Mapping:
        values = st.dictionaries(
            NAMES, st.from_type(get_args(annotation)[1]), max_size=4
        )
    values = BOUNDED.get(name, values)
    if name in personal_fields(contract):
        return st.none() | values
    return values
