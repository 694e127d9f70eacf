"""Checking wordings before anything is sent."""

import pytest

from services.notifications.wordings.checking import checked, faults_of
from services.notifications.wordings.reading import BadWordings
from tests.support.wordings import BODY, FRONT, WELSH, greeting, read

TWO_FIELDS = FRONT.replace("+++\n", "\n", 2).replace("\n", "+++\n", 1) + (
    '[fields.day]\ntype = "date"\nsample = 2026-11-30\npersonal = false\n+++\n'
)


def test_finds_nothing_wrong_with_a_good_one() -> None:
    assert faults_of(greeting()) == []


def test_names_a_field_that_is_asked_for_and_not_there() -> None:
    [fault] = faults_of(greeting(body=BODY + "{{ when }}"))
    assert fault == "greeting.v1.en: it asks for when, which is no field of it"


def test_names_a_field_that_is_never_asked_for() -> None:
    [fault] = faults_of(greeting(front=TWO_FIELDS))
    assert fault == "greeting.v1.en: it never asks for day"


def test_asks_the_same_of_every_language() -> None:
    welsh = WELSH.replace("{{ what }}", "")
    files = {"greeting.v1.en.md": FRONT + BODY, "greeting.v1.cy.md": welsh}
    [fault] = faults_of(read(files).in_use["greeting"])
    assert fault == "greeting.v1.cy: it never asks for what"


@pytest.mark.parametrize("line", ["subject", "title"])
@pytest.mark.parametrize("field", ["what", "name"])
def test_lets_nothing_personal_stand_in_a_subject_or_a_title(
    line: str, field: str
) -> None:
    front = FRONT.replace(f'{line} = "Hello"', f'{line} = "Hello {{{{ {field} }}}}"')
    [fault] = faults_of(greeting(front=front))
    assert (
        fault
        == f"greeting.v1.en: {field} is personal, and stands in its subject or title"
    )


def test_lets_what_is_not_personal_stand_in_a_subject() -> None:
    front = TWO_FIELDS.replace('subject = "Hello"', 'subject = "By {{ day }}"')
    assert faults_of(greeting(front=front, body=BODY + "{{ day }}")) == []


def test_holds_a_sample_to_its_type() -> None:
    front = FRONT.replace('"text"', '"date"')
    assert "greeting.v1: the sample of what is no date" in faults_of(greeting(front))


def test_finds_what_breaks_without_an_optional_word() -> None:
    front = TWO_FIELDS.replace("personal = false", "optional = true")
    [fault] = faults_of(greeting(front, BODY + "{{ day.year }}"))
    assert "does not render with its samples" in fault


@pytest.mark.parametrize(
    "part", ["![A picture](https://tracker.example/a.png)", "`code`", "> quoted"]
)
def test_lets_no_picture_into_a_letter_nor_what_is_not_prose(part: str) -> None:
    faults = faults_of(greeting(body=BODY + "\n" + part))
    assert faults
    assert all("it may not have a part such as" in fault for fault in faults)


def test_says_which_text_cannot_be_read() -> None:
    [fault] = faults_of(greeting(body="{{ what"))
    assert fault.startswith("greeting.v1.en: it cannot be read")


def test_names_every_fault_at_once() -> None:
    files = {
        "a.v1.en.md": FRONT + "{{ b }}",
        "c.v1.en.md": FRONT + "{{ d }} {{ what }}",
    }
    with pytest.raises(BadWordings) as raised:
        checked(read(files))
    assert len(raised.value.faults) == 3
