"""What a request says it wants to see: what may stand in clear, and what is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.datastructures import QueryParams

_SAYS_HOW = frozenset(
    {"after", "before", "limit", "size", "format", "proof", "purpose"}
)
"""Parameters that say how to show, not what is sought."""

PERSON = "person_id"
ID = "_id"


@dataclass(frozen=True, slots=True)
class Sought:
    """What a request says it wants to see: what may stand in clear, and what not."""

    subject: str | None = None
    person_id: UUID | None = None
    text: str | None = None


def sought_by(path: Mapping[str, str], query: QueryParams) -> Sought:
    """Return what a request seeks, from its path and its query.

    Only an opaque id of a case stands in clear, as the stream it is: everything else
    (a person, a number, a name, a date) is sealed.
    """
    subject, person = None, None
    texts: list[str] = []
    for name, value in path.items():
        known = _uuid(value) if name.endswith(ID) else None
        if known is None:
            texts.append(f"{name}={value}")
        elif name == PERSON:
            person = known
        else:
            stem = name.removesuffix(ID).replace("_", "-")
            subject = f"{stem}/{known}"
    texts += [
        f"{name}={value}"
        for name, value in sorted(query.multi_items())
        if value and name not in _SAYS_HOW
    ]
    return Sought(subject, person, "&".join(texts) or None)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
