"""An entry bundle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.bundles import decode_bundle, encode_bundle
from shared.tlog.errors import MalformedBundle


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_survives_a_round_trip(entries: list[bytes]) -> None:
    assert decode_bundle(encode_bundle(entries), len(entries)) == entries


def test_puts_each_length_in_two_bytes_before_the_entry() -> None:
    assert encode_bundle([b"abc", b"", b"d" * 256]) == (
        b"\x00\x03abc" + b"\x00\x00" + b"\x01\x00" + b"d" * 256
    )


def test_takes_an_entry_of_65535_bytes() -> None:
    longest = bytes(65_535)
    assert decode_bundle(encode_bundle([longest]), 1) == [longest]


def test_takes_no_longer_entry() -> None:
    with pytest.raises(ValueError, match="65535"):
        encode_bundle([bytes(65_536)])


@pytest.mark.parametrize("raw", [b"\x00", b"\x00\x02a", b"\x00\x01ab"])
def test_is_refused_where_it_breaks_off(raw: bytes) -> None:
    with pytest.raises(MalformedBundle, match="breaks off"):
        decode_bundle(raw, 1)


def test_is_refused_with_another_number_of_entries() -> None:
    with pytest.raises(MalformedBundle, match="2 entries instead of 3"):
        decode_bundle(encode_bundle([b"a", b"b"]), 3)
