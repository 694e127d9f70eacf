"""What the doors show of wordings."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.notifications.wordings.checking import checked, sample_of
from services.notifications.wordings.in_use import ALL
from services.notifications.wordings.reading import (
    BadWordings,
    Earlier,
    wordings_of,
)
from services.notifications.wordings.rendering import Rendered, render
from services.notifications.wordings.wording import LANGUAGES, Wording
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class TextLine:
    """A version of a wording in one language; `sha256` is None where there is none."""

    language: str
    checked: bool
    sha256: str | None


@dataclass(frozen=True, slots=True)
class WordingLine:
    """A version of a wording in the list."""

    name: str
    version: int
    in_use: bool
    kind: str
    title: str
    fields: dict[str, str]
    texts: list[TextLine]


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter with sample data; `instead` is set where English stands in."""

    name: str
    version: int
    language: str
    subject: str
    text: str
    html: str
    instead: bool


def listed() -> list[WordingLine]:
    """Return every version of every wording, by name, the newest first."""
    return [
        _line(one)
        for one in sorted(ALL.versions, key=lambda one: (one.name, -one.version))
    ]


def earlier() -> tuple[Earlier, ...]:
    """Return the versions from before there were fields."""
    return ALL.earlier


def found(name: str, version: int | None = None) -> Wording:
    """Return a version of a wording, the last unless told; raises `NotFound`."""
    for one in reversed(ALL.versions):
        if one.name == name and version in (None, one.version):
            return one
    raise NotFound("There is no such template: see the list of templates.")


def preview(wording: Wording, language: str) -> Preview:
    """Return the letter that a wording makes of its samples."""
    letter: Rendered = render(wording, sample_of(wording), language)
    return Preview(
        name=wording.name,
        version=wording.version,
        language=letter.language,
        subject=letter.subject,
        text=letter.body,
        html=letter.html,
        instead=letter.language != language,
    )


def faults_in(files: Mapping[str, str]) -> list[str]:
    """Return what is wrong with files of wordings, each a sentence."""
    try:
        checked(wordings_of({name: text.encode() for name, text in files.items()}))
    except BadWordings as bad:
        return bad.faults
    return []


def _line(one: Wording) -> WordingLine:
    return WordingLine(
        name=one.name,
        version=one.version,
        in_use=ALL.in_use[one.name] is one,
        kind=one.kind.value,
        title=one.text_in("en").title,
        fields={name: field.type.value for name, field in one.fields.items()},
        texts=[_text(one, language) for language in LANGUAGES],
    )


def _text(one: Wording, language: str) -> TextLine:
    text = one.texts.get(language)
    if text is None:
        return TextLine(language, checked=False, sha256=None)
    return TextLine(language, text.checked, text.sha256)
