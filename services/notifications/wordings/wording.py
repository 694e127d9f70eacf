"""A wording: one version of what a kind of letter says, in each of its languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

ENGLISH = "en"
WELSH = "cy"
LANGUAGES: Mapping[str, str] = MappingProxyType({ENGLISH: "English", WELSH: "Cymraeg"})
"""The languages that letters are written in, by their own names."""

Value: TypeAlias = str | int | date | Sequence[str]
Words: TypeAlias = Mapping[str, Value]
"""What fills a wording's fields, by name."""


LINK_PLACE = "<link>"
"""Where a letter's link will stand: it is made as the letter is sent, and not kept."""


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DATE = "date"
    LIST = "list"
    NUMBER = "number"
    LINK = "link"


class Kind(StrEnum):
    """Whether somebody is owed the letter, or only reminded by it."""

    MANDATORY = "mandatory"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a letter; one that is `personal` is in no subject line.

    `sample` is what the preview shows. One that is `optional` may be empty.
    """

    name: str
    type: FieldType
    sample: Value
    personal: bool = True
    optional: bool = False


GIVEN: Mapping[str, Field] = MappingProxyType(
    {
        "register": Field(
            "register",
            FieldType.TEXT,
            "Register of Clinical Technologists",
            personal=False,
        ),
        "name": Field("name", FieldType.TEXT, "Siân", optional=True),
    }
)
"""The fields that every letter has without naming them: from whom, and to whom."""


@dataclass(frozen=True, slots=True)
class Text:
    """A wording in one language: Markdown with places for its fields.

    `checked` says that somebody who speaks the language has read it. `sha256` is of
    the file, in hexadecimal digits.
    """

    language: str
    subject: str
    title: str
    body: str
    checked: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of what a kind of letter says; never changed once used."""

    name: str
    version: int
    kind: Kind
    fields: Mapping[str, Field]
    texts: Mapping[str, Text]

    @property
    def all_fields(self) -> Mapping[str, Field]:
        """Return its fields and those that every letter has."""
        return {**GIVEN, **self.fields}

    @property
    def is_reminder(self) -> bool:
        """Return whether somebody is only reminded by it."""
        return self.kind is Kind.REMINDER

    def text_in(self, language: str) -> Text:
        """Return the text in a language, in English where there is none."""
        return self.texts.get(language, self.texts[ENGLISH])


def unknown(name: str) -> Wording:
    """Return the wording that there is not: it has no text, and does not render."""
    return Wording(name, 0, Kind.MANDATORY, MappingProxyType({}), MappingProxyType({}))
