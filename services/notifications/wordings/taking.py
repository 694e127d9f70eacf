"""Words that come from another service as text, taken as the types of their fields."""

from collections.abc import Mapping, Sequence
from datetime import date

from services.notifications.wordings.wording import FieldType, Value, Wording


def taken(
    wording: Wording, words: Mapping[str, str], lists: Mapping[str, Sequence[str]]
) -> dict[str, Value]:
    """Return the words by the types of the wording's fields.

    A day comes as ISO 8601, a number in digits. What is optional and did not come is
    empty; what does not read as its type stays as it is, and does not render.
    """
    nothing = {name: "" for name, field in wording.fields.items() if field.optional}
    typed = {name: _typed(wording, name, word) for name, word in words.items()}
    return {**nothing, **typed, **lists}


def _typed(wording: Wording, name: str, word: str) -> Value:
    field = wording.fields.get(name)
    if field is None:
        return word
    try:
        match field.type:
            case FieldType.DATE:
                return date.fromisoformat(word)
            case FieldType.NUMBER:
                return int(word)
            case _:
                return word
    except ValueError:
        return word
