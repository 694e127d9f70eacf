"""Rendering a letter."""

from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.wordings.page import COLOURS
from services.notifications.wordings.rendering import (
    LINK_PLACE,
    Rendered,
    Unrenderable,
    render,
)
from services.notifications.wordings.wording import Value, Words
from tests.support.wordings import FRONT, WELSH, greeting, read

ALL_TYPES = """+++
kind = "mandatory"
title = "A case"
subject = "A case of the {{ register }}"

[fields.what]
type = "text"
sample = "a"

[fields.day]
type = "date"
sample = 2026-11-30

[fields.points]
type = "list"
sample = ["a"]

[fields.days]
type = "number"
sample = 1

[fields.link]
type = "link"
sample = "https://register.example/"
+++
"""
BODY = """
Dear {{ name }}, by {{ day }}, within {{ days }} days:

{% for point in points %}
- {{ point }}
{% endfor %}

[Answer here]({{ link }})

{{ what }}
"""
WORDS: Words = {
    "register": "Register",
    "name": "Zoë",
    "what": "A case waits.",
    "day": date(2027, 1, 18),
    "points": ("one", "two"),
    "days": 28,
    "link": LINK_PLACE,
}
WORDING = greeting(ALL_TYPES, BODY)


class Reader(HTMLParser):
    """Reads a page: its tags, its words, and where its links lead."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and where it leads."""
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)


def read_page(letter: Rendered) -> Reader:
    """Return what a browser sees of a letter."""
    reader = Reader()
    reader.feed(letter.html)
    return reader


def rendered(**changed: Value) -> Rendered:
    """Return the letter of all types, some words changed."""
    return render(WORDING, {**WORDS, **changed}, "en")


def test_makes_plain_text_with_dashes_and_addresses_in_full() -> None:
    assert rendered().body == (
        "Dear Zoë, by 18 January 2027, within 28 days:\n\n"
        "- one\n- two\n\n"
        "Answer here:\n  <link>\n\n"
        "A case waits.\n"
    )


def test_makes_a_page_with_a_language_a_title_and_one_heading() -> None:
    letter = rendered()
    assert '<html lang="en">' in letter.html
    reader = read_page(letter)
    assert reader.tags.count("h1") == 1
    assert reader.tags.count("li") == 2
    assert {"main", "title"} <= set(reader.tags)
    assert "img" not in reader.tags
    assert reader.links == [LINK_PLACE]


def test_says_the_same_in_both() -> None:
    letter = rendered()
    words = " ".join(" ".join(read_page(letter).words).split())
    for line in ("Dear Zoë, by 18 January 2027, within 28 days:", "one", "two"):
        assert line in words
        assert line in letter.body


def test_says_a_day_in_the_letter_s_own_language() -> None:
    files = {
        "a.v1.en.md": FRONT.replace('"text"', '"date"').replace(
            '"A case waits."', "2026-11-30"
        )
        + "{{ name }} {{ what }}",
        "a.v1.cy.md": WELSH,
    }
    wording = read(files).in_use["a"]
    words: Words = {"register": "", "name": "", "what": date(2027, 1, 18)}
    assert "18 Ionawr 2027" in render(wording, words, "cy").body
    assert "18 January 2027" in render(wording, words, "en").body


def test_is_in_english_where_there_is_no_welsh_and_says_so() -> None:
    assert render(WORDING, WORDS, "cy").language == "en"


def test_keeps_the_subject_to_one_line() -> None:
    letter = rendered(register="Register\r\nBcc: all@example.org")
    assert letter.subject == "A case of the Register Bcc: all@example.org"


SMUGGLED = st.text() | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "[click](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "https://evil.example",
        "# Heading",
        "1. item\n2. item",
        "    code",
        "---",
        "&lt;b&gt;",
        "{{ register }}",
        "\ue0000\ue001",
        "**bold** `code` \\ ~~no~~",
    ]
)


@given(SMUGGLED)
def test_lets_no_value_become_markup(value: str) -> None:
    plain, odd = rendered(what="A case waits."), rendered(what=value)
    seen, expected = read_page(odd), read_page(plain)
    assert [tag for tag in seen.tags if tag != "br"] == expected.tags
    assert seen.links == expected.links
    assert "\ue000" not in odd.html + odd.body


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_says_a_word_as_it_was_given(value: str) -> None:
    letter = rendered(what=value, name=value)
    assert value in letter.body
    assert value in unescape(letter.html)


def test_keeps_the_lines_of_a_longer_text() -> None:
    letter = rendered(what="First.\nSecond.")
    assert letter.body.endswith("First.\nSecond.\n")
    assert "First.<br>\nSecond." in letter.html


def test_breaks_long_lines_and_no_address() -> None:
    address = "https://register.example/" + "a" * 200
    letter = rendered(what="word " * 40, link=address)
    lines = letter.body.splitlines()
    assert f"  {address}" in lines
    assert max(len(line) for line in lines if address not in line) <= 78


@pytest.mark.parametrize(
    "changed",
    [
        {"day": "tomorrow"},
        {"days": "many"},
        {"days": True},
        {"points": "one"},
        {"what": 3},
        {"link": "javascript:alert(1)"},
        {"more": "than it asks for"},
    ],
)
def test_refuses_words_that_do_not_fit_and_quotes_none(
    changed: dict[str, Value],
) -> None:
    with pytest.raises(Unrenderable) as raised:
        rendered(**changed)
    assert not any(str(value) in str(raised.value) for value in changed.values())


def test_refuses_to_leave_a_word_out() -> None:
    words = {name: value for name, value in WORDS.items() if name != "day"}
    with pytest.raises(Unrenderable, match="day"):
        render(WORDING, words, "en")


def test_is_proven_by_subject_text_and_page_together() -> None:
    first, same, other = rendered(), rendered(), rendered(what="Another.")
    assert first.sha256 == same.sha256 != other.sha256


@pytest.mark.parametrize("colour", ["text", "link"])
def test_has_contrast_for_everybody(colour: str) -> None:
    assert contrast(COLOURS[colour], COLOURS["paper"]) >= 7


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
