"""How a wording becomes a letter: subject, plain text and HTML from one source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from jinja2 import TemplateError

from services.notifications.wordings.markdown import as_html, parsed
from services.notifications.wordings.page import as_markup, as_page
from services.notifications.wordings.places import put_marks
from services.notifications.wordings.plain import Paragraph, as_text, paragraphs
from services.notifications.wordings.wording import (
    LINK_PLACE,
    Field,
    FieldType,
    Text,
    Value,
    Wording,
    Words,
)


class Unrenderable(Exception):
    """The wording does not render with its words."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it will be read, as plain text and as HTML."""

    subject: str
    body: str
    html: str
    language: str

    @property
    def sha256(self) -> str:
        """Return the SHA-256 over subject, body and HTML, a line feed between them."""
        content = f"{self.subject}\n{self.body}\n{self.html}"
        return sha256(content.encode()).hexdigest()


def render(wording: Wording, words: Words, language: str) -> Rendered:
    """Return the letter that a wording makes of its words, in a language if it can.

    Raises `Unrenderable` where a word is missing, is one too many or is of the wrong
    type, and quotes none of them.
    """
    if not wording.texts:
        raise Unrenderable("there is no such wording")
    text = wording.text_in(language)
    typed = _typed(wording, words)
    try:
        return _rendered(text, typed)
    except (TemplateError, TypeError) as error:
        raise Unrenderable(type(error).__name__) from error


def _rendered(text: Text, words: dict[str, object]) -> Rendered:
    marked, places = put_marks(text.subject, words, text.language)
    subject = " ".join(places.fill(marked).split())
    marked, places = put_marks(text.title, words, text.language)
    title = places.fill(marked)
    marked, places = put_marks(text.body, words, text.language)
    shape = _shape(marked)
    return Rendered(
        subject=subject,
        body=as_text(shape.paragraphs, places),
        html=as_page(text.language, subject, title, places.fill(shape.html, as_markup)),
        language=text.language,
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    """What all letters share whose places are the same: nothing of what fills them."""

    paragraphs: Sequence[Paragraph]
    html: str


@lru_cache(maxsize=1024)
def _shape(marked: str) -> _Shape:
    """Return the shape of a body with marks in its places: read once for a cohort."""
    blocks = parsed(marked)
    return _Shape(paragraphs(blocks), as_html(blocks))


def _typed(wording: Wording, words: Words) -> dict[str, object]:
    fields = wording.all_fields
    if set(words) != set(fields):
        differing = ", ".join(sorted(set(words) ^ set(fields)))
        raise Unrenderable(f"words and fields differ: {differing}")
    return {name: _value(fields[name], value) for name, value in words.items()}


def _value(field: Field, value: Value) -> object:
    if not fits(field, value):
        raise Unrenderable(f"{field.name} is no {field.type}")
    if isinstance(value, str | int | date):
        return value
    return [" ".join(one.split()) for one in value]


def fits(field: Field, value: object) -> bool:
    """Return whether a value is of the field's type; nothing fits where it may."""
    if field.optional and value in ("", (), []):
        return True
    match field.type:
        case FieldType.TEXT:
            return isinstance(value, str)
        case FieldType.DATE:
            return type(value) is date
        case FieldType.NUMBER:
            return type(value) is int
        case FieldType.LIST:
            return isinstance(value, Sequence) and not isinstance(value, str)
        case FieldType.LINK:
            return value == LINK_PLACE or (
                isinstance(value, str) and value.startswith(("https://", "http://"))
            )
