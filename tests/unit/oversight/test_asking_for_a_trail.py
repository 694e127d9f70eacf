"""Asking for a trail."""

import pytest

from oversight.trails.forms.choosing import form_named
from oversight.trails.question import read_question
from shared.errors import Malformed


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({}, "subject", "Say what the trail is of"),
        ({"since": "2027-02-29"}, "from", "there is no day '2027-02-29'"),
        ({"until": "1 March"}, "to", "write it as 2027-03-01"),
        ({"until": "2027-3-1"}, "to", "write the day as 2027-03-01"),
        ({"since": "2027-03-02", "until": "2027-03-01"}, "to", "turned round"),
        ({"subject": "x" * 501}, "subject", "at most 500"),
        ({"text": "a\x00b"}, "text", "printable"),
        ({"subject": "\x00"}, "subject", "printable"),
        ({"event_type": "\x00"}, "type", "printable"),
        ({"event_type": "x" * 501}, "type", "at most 500"),
        ({"actor": "\x00"}, "actor", "printable"),
        ({"since": "\x00"}, "from", "there is no day"),
        ({"until": "\x00"}, "to", "there is no day"),
        ({"until": "9999-12-31"}, "to", "write the day"),
    ],
)
def test_is_refused_with_the_field_named(
    words: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(Malformed, match=said) as refused:
        read_question(**words)
    assert refused.value.field == field


def test_is_refused_a_form_that_there_is_not() -> None:
    with pytest.raises(Malformed, match="json, ndjson, csv, xes, html") as refused:
        form_named("pdf")
    assert refused.value.field == "format"


def test_takes_one_day_as_a_period() -> None:
    question = read_question(since="2027-03-01", until="2027-03-01")
    assert question.as_json() == {"from": "2027-03-01", "to": "2027-03-01"}
