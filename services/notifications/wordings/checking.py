"""What is wrong with wordings, each fault a sentence: asked before anything is sent.

1. Every field that a text asks for is there, and every field is asked for, by every
   language.
2. Nothing personal stands in a subject line or a title.
3. A sample is of its field's type, and the letter renders with its samples, and with
   everything optional left out.
4. A letter is paragraphs, lists, headings, strong words and links, and nothing else.
"""

from collections.abc import Iterable, Sequence

from jinja2 import TemplateError

from services.notifications.wordings.markdown import foreign, parsed
from services.notifications.wordings.places import asked_for, put_marks
from services.notifications.wordings.reading import BadWordings, Wordings
from services.notifications.wordings.rendering import Unrenderable, fits, render
from services.notifications.wordings.wording import GIVEN, Text, Wording, Words


def checked(wordings: Wordings) -> Wordings:
    """Return the wordings if nothing is wrong with any, else raise `BadWordings`."""
    faults = [fault for one in wordings.versions for fault in faults_of(one)]
    if faults:
        raise BadWordings(faults)
    return wordings


def faults_of(wording: Wording) -> list[str]:
    """Return what is wrong with one version of a wording."""
    where = f"{wording.name}.v{wording.version}"
    faults = [
        f"{where}: the sample of {field.name} is no {field.type}"
        for field in wording.fields.values()
        if not fits(field, field.sample)
    ]
    faults += [
        f"{where}: {name} is given to every letter and is not named again"
        for name in sorted(GIVEN.keys() & wording.fields.keys())
    ]
    for text in wording.texts.values():
        found = _of_text(wording, text)
        faults += [f"{where}.{text.language}: {fault}" for fault in found]
    return faults


def sample_of(wording: Wording) -> Words:
    """Return the words that the preview of a wording shows."""
    return {name: field.sample for name, field in wording.all_fields.items()}


def _of_text(wording: Wording, text: Text) -> list[str]:
    try:
        in_head = asked_for(text.subject) | asked_for(text.title)
        asked = in_head | asked_for(text.body)
    except TemplateError as error:
        return [f"it cannot be read: {error}"]
    named = wording.all_fields
    personal = {name for name, field in named.items() if field.personal}
    faults = [
        *_each("it asks for {}, which is no field of it", asked - set(named)),
        *_each("it never asks for {}", set(wording.fields) - asked),
        *_each(
            "{} is personal, and stands in its subject or title", in_head & personal
        ),
    ]
    return faults or _rendered(wording, text)


def _each(sentence: str, names: Iterable[str]) -> list[str]:
    return [sentence.format(name) for name in sorted(names)]


def _rendered(wording: Wording, text: Text) -> list[str]:
    full = sample_of(wording)
    faults: list[str] = []
    for words in (full, _bare(wording, full)):
        try:
            letter = render(wording, words, text.language)
            marked, _ = put_marks(text.body, dict(words), text.language)
        except (TemplateError, Unrenderable) as error:
            return [f"it does not render with its samples: {error}"]
        faults += _each("it may not have a part such as {}", foreign(parsed(marked)))
        if not letter.subject:
            faults.append("its subject is empty")
    return sorted(set(faults))


def _bare(wording: Wording, full: Words) -> Words:
    """Return the sample with everything optional left out."""
    fields = wording.all_fields
    return {
        name: _nothing_like(value) if fields[name].optional else value
        for name, value in full.items()
    }


def _nothing_like(value: object) -> str | Sequence[str]:
    return "" if isinstance(value, str) or not isinstance(value, Sequence) else ()
