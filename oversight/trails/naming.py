"""What an event names in clear: by these ids its entry is found again."""

from collections.abc import Iterator, Mapping
from functools import cache

from shared.contracts.canonical import Json

LONGEST_NAME = 500
"""PostgreSQL has no long text in an index."""

# Fields that name a thing, a stream or an actor, beside those in `_id`.
_NAMING = frozenset({"registration_number", "about", "stream", "subject"})
_NAMING_MANY = frozenset(
    {"applications", "assessors", "missing", "possible_duplicate_of"}
)


def names_in(
    actor: str, correlation_id: str, data: Mapping[str, Json]
) -> frozenset[str]:
    """Return the ids that an event names in clear, each once.

    Its own stream is not among them: the entries are found by stream anyway. Nor is a
    person whom only a disclosure names: what is kept for ever says nothing of them.
    """
    return frozenset((actor, correlation_id, *_named_by(data)))


def _named_by(data: Mapping[str, Json]) -> Iterator[str]:
    for name, value in data.items():
        if isinstance(value, str):
            if _names(name) and 0 < len(value) <= LONGEST_NAME:
                yield value
        elif isinstance(value, list) and name in _NAMING_MANY:
            texts = (it for it in value if isinstance(it, str))
            yield from (it for it in texts if 0 < len(it) <= LONGEST_NAME)


@cache
def _names(field: str) -> bool:
    return field.endswith("_id") or field in _NAMING
