"""Asking for a case."""

import pytest

from oversight.case_files.asking import case_question
from shared.errors import Malformed


@pytest.mark.parametrize(
    ("subject", "asked"),
    [
        ("registration/CT000001", "CT000001"),
        ("application/abc", "abc"),
        ("CT000001", "CT000001"),
        ("quarantine/x/1", "quarantine/x/1"),
        ("application/", "application/"),
    ],
)
def test_leads_on_from_its_stream(subject: str, asked: str) -> None:
    assert case_question(subject).subject == asked


def test_is_refused_for_nothing() -> None:
    with pytest.raises(Malformed):
        case_question("")
