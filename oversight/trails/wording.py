"""Values, changes and happenings as a person reads them."""

from oversight.trails.erased import Erased
from oversight.trails.question import short_name
from oversight.trails.trail import Change
from shared.contracts.canonical import Json


def in_words(value: Json) -> str:
    """Return a value as a person reads it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(in_words, value)) or "none"
        case dict():
            said = (f"{name}: {in_words(it)}" for name, it in value.items())
            return "; ".join(said) or "none"
        case _:
            return str(value)


def change_in_words(change: Change) -> str:
    """Return a change as `field: before → after`, or `field: after` where it is new."""
    after = in_words(change.after)
    if change.before is None:
        return f"{change.field}: {after}"
    return f"{change.field}: {in_words(change.before)} → {after}"


def erased_in_words(erased: Erased) -> str:
    """Return when and why fields were erased, and which."""
    fields = ", ".join(erased.fields)
    return (
        f"erased on {erased.time[:10]}, because of {erased.reason}, "
        f"under {erased.authority} (entry {erased.index}): {fields}"
    )


def what_happened(event_type: str) -> str:
    """Return the name of an event as a sentence has it."""
    return short_name(event_type).replace("-", " ").capitalize()
