"""Places in a letter: each value stands apart until the letter's shape is known.

A letter is Markdown. What fills it never passes the Markdown parser, so that nothing
in a name can become a link, a heading or markup: the template puts marks, the parser
sees only those, and the marks are filled when text or HTML is written.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from babel.dates import format_date
from jinja2 import Environment, StrictUndefined, Template, meta, pass_context
from jinja2.runtime import Context

LOCALES = {"en": "en_GB", "cy": "cy"}
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000\ue001]")
_KEPT = " kept"
_LANGUAGE = " language"


class Places:
    """The values that a template asked for, in order, by their marks."""

    def __init__(self) -> None:
        """Begin with none."""
        self._values: list[str] = []

    def mark(self, value: str) -> str:
        """Return the mark under which a value is kept."""
        self._values.append(value)
        return f"{_OPEN}{len(self._values) - 1}{_CLOSE}"

    def fill(self, text: str, written: Callable[[str], str] = str) -> str:
        """Return the text with every mark replaced by its value, as it is written."""
        return _MARK.sub(lambda found: written(self._values[int(found[1])]), text)


def has_places(text: str) -> bool:
    """Return whether there is a mark in the text."""
    return _OPEN in text


def put_marks(
    source: str, words: dict[str, object], language: str
) -> tuple[str, Places]:
    """Return the template with marks in its places, and what they stand for.

    A place without a word raises `jinja2.TemplateError`.
    """
    places = Places()
    known = {**words, _KEPT: places, _LANGUAGE: language}
    return _template(source).render(known), places


def asked_for(source: str) -> set[str]:
    """Return the names of the fields that a template asks for."""
    return meta.find_undeclared_variables(_environment().parse(source))


@lru_cache(maxsize=4096)
def spoken_date(day: date, language: str) -> str:
    """Return a day as a letter in the language says it."""
    return format_date(day, "d MMMM y", locale=LOCALES.get(language, LOCALES["en"]))


@pass_context
def _kept(context: Context, value: object) -> str:
    """Keep a value and return its mark; control characters are left out."""
    if isinstance(value, date):
        said = spoken_date(value, context[_LANGUAGE])
    else:
        said = str(value)
    places: Places = context[_KEPT]
    return places.mark(_CONTROL.sub("", said))


@cache
def _environment() -> Environment:
    # Escaping is for whoever writes the text or the HTML: places are filled there.
    return Environment(
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        finalize=_kept,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _template(source: str) -> Template:
    return _environment().from_string(source)
