"""A trace parent."""

import pytest

from shared.tracing import known_traceparent

VALID = "00-11111111111111111111111111111111-2222222222222222-01"


def test_is_known_where_it_is_valid() -> None:
    assert known_traceparent(VALID) == VALID


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        VALID.replace("1111", "ABCD"),
        VALID + "\n",
        VALID + "-more",
        f"ff{VALID[2:]}",
        f"00-{'0' * 32}-2222222222222222-01",
        f"00-11111111111111111111111111111111-{'0' * 16}-01",
    ],
)
def test_is_left_out_where_it_is_none(text: str | None) -> None:
    assert known_traceparent(text) is None
