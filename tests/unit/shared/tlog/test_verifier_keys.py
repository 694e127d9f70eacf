"""A verifier key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.errors import MalformedKey
from shared.tlog.keys import KeyKind, VerifierKey, parse_verifier_key
from tests.support.golden_log import KEY


@given(
    st.from_regex(r"[a-z./]{1,30}", fullmatch=True),
    st.binary(min_size=32, max_size=32),
    st.sampled_from(KeyKind),
)
def test_survives_a_round_trip(name: str, public_key: bytes, kind: KeyKind) -> None:
    key = VerifierKey(name, public_key, kind)
    assert parse_verifier_key(str(key)) == key


@given(st.integers(0, len(str(KEY)) - 1), st.characters(codec="ascii"))
def test_is_refused_with_any_other_character(position: int, sign: str) -> None:
    text = str(KEY)
    changed = text[:position] + sign + text[position + 1 :]
    if changed.strip() == text:
        return
    with pytest.raises(MalformedKey):
        parse_verifier_key(changed)


@pytest.mark.parametrize(
    "text",
    ["", "name", "name+abcdef01", "a b+00000000+AQ==", "name+00000000+", "x+y+z"],
)
def test_is_refused_in_any_other_form(text: str) -> None:
    with pytest.raises(MalformedKey):
        parse_verifier_key(text)
