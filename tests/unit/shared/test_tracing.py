"""A trace parent."""

import pytest

from shared.tracing import known_traceparent

VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_is_known_where_it_is_valid() -> None:
    assert known_traceparent(VALID) == VALID


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        VALID.upper(),
        VALID + "\n",
        VALID + "-more",
        f"ff{VALID[2:]}",
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-4bf92f3577b34da6a3ce929d0e0e4736-{'0' * 16}-01",
    ],
)
def test_is_left_out_where_it_is_none(text: str | None) -> None:
    assert known_traceparent(text) is None
