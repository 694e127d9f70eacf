"""A JSON value in words, for people."""

from shared.contracts.canonical import Json


def in_words(value: Json) -> str:
    """Return a JSON value as a person reads it, without control characters."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return "".join(sign if sign.isprintable() else " " for sign in value)
        case list():
            return ", ".join(map(in_words, value))
        case dict():
            return ", ".join(f"{name} {in_words(it)}" for name, it in value.items())
        case _:
            return str(value)
