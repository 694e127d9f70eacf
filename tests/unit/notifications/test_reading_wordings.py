"""Reading wordings from their files."""

from pathlib import Path

import pytest

from services.notifications.wordings.reading import (
    BadWordings,
    read_wordings,
)
from tests.support.wordings import BODY, FRONT, WELSH, read

ENGLISH = FRONT + BODY


def test_takes_the_last_version_of_each(tmp_path: Path) -> None:
    for version in (1, 2, 10):
        path = tmp_path / f"greeting.v{version}.en.md"
        path.write_text(ENGLISH, encoding="utf-8")
    assert read_wordings(tmp_path).in_use["greeting"].version == 10


def test_puts_the_languages_of_a_version_together() -> None:
    wording = read({"a.v1.en.md": ENGLISH, "a.v1.cy.md": WELSH}).in_use["a"]
    assert set(wording.texts) == {"en", "cy"}
    assert not wording.text_in("cy").checked


def test_falls_back_to_english() -> None:
    wording = read({"a.v1.en.md": ENGLISH}).in_use["a"]
    assert wording.text_in("cy").language == "en"


def test_keeps_what_was_sent_before_there_were_fields() -> None:
    wordings = read({"a.v1.txt": "Subject: Hello\n", "a.v2.en.md": ENGLISH})
    [earlier] = wordings.earlier
    assert (earlier.name, earlier.version) == ("a", 1)
    assert wordings.in_use["a"].version == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("greeting.md", ENGLISH, "it is not named"),
        ("greeting.v0.en.md", ENGLISH, "it is not named"),
        ("a.v1.fr.md", ENGLISH, "it is not named"),
        ("a.v1.cy.md", WELSH, "not in English"),
        ("a.v1.en.md", "Dear you", "it needs front matter"),
        ("a.v1.en.md", FRONT, "it needs front matter"),
        ("a.v1.en.md", ENGLISH.replace("kind", "sort"), "kind: Field required"),
        ("a.v1.en.md", ENGLISH.replace('"mandatory"', '"nice"'), "kind: "),
        ("a.v1.en.md", ENGLISH.replace('"text"', '"picture"'), "fields.what.type: "),
        ("a.v1.en.md", ENGLISH.replace('"Hello"\n\n', "Hello\n\n"), "a.v1.en.md: "),
        ("a.v1.en.md", ENGLISH.replace('subject = "Hello"', 'subject = ""'), "subject"),
    ],
)
def test_says_what_is_wrong_with_a_file(name: str, text: str, said: str) -> None:
    with pytest.raises(BadWordings) as raised:
        read({name: text})
    assert any(said in fault for fault in raised.value.faults)


def test_names_every_bad_file_at_once() -> None:
    with pytest.raises(BadWordings) as raised:
        read({"a.md": ENGLISH, "b.md": ENGLISH})
    assert len(raised.value.faults) == 2
