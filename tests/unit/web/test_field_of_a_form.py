"""What is written into a field of a form, as the register keeps it."""

import pytest

from shared.web.forms import written


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("", None),
        (" \r\n ", None),
        ("One.", "One."),
        ("  One.\r\n\r\nTwo.\r\n", "One.\n\nTwo."),
    ],
)
def test_is_kept_as_text(sent: str, kept: str | None) -> None:
    assert written(sent) == kept
