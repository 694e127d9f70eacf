"""A wording for tests, written as its files are."""

from collections.abc import Mapping

from services.notifications.wordings.reading import Wordings, wordings_of
from services.notifications.wordings.wording import Wording

FRONT = """+++
kind = "mandatory"
title = "Hello"
subject = "Hello"

[fields.what]
type = "text"
sample = "A case waits."
+++
"""
BODY = "\nDear {{ name }},\n\n{{ what }}\n"
WELSH = """+++
title = "Croeso"
subject = "Croeso"
checked = false
+++

Annwyl {{ name }},

{{ what }}
"""


def files(**changed: str) -> Mapping[str, bytes]:
    """Return the files of the wording `greeting`, some things in the first changed."""
    text = FRONT + BODY
    for before, after in changed.items():
        assert before in text
        text = text.replace(before, after)
    return {"greeting.v1.en.md": text.encode()}


def greeting(front: str = FRONT, body: str = BODY) -> Wording:
    """Return the wording `greeting`."""
    return read({"greeting.v1.en.md": front + body}).in_use["greeting"]


def read(texts: Mapping[str, str]) -> Wordings:
    """Return the wordings that files say."""
    return wordings_of({name: text.encode() for name, text in texts.items()})
