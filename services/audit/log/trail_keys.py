"""By which ids an entry is found again: the keys of a trail."""

from collections.abc import Iterable
from uuid import UUID

from shared.contracts.canonical import Json
from shared.contracts.envelope import Envelope

# Fields in clear that name a thing, a stream or an actor, beside those in `_id`.
_NAMING = frozenset({"registration_number", "about", "stream"})
_NAMING_MANY = frozenset({"assessors", "missing", "possible_duplicate_of"})
_LONGEST_KEY = 500


def keys_of(envelope: Envelope, person_id: UUID | None) -> tuple[str, ...]:
    """Return the ids that an event is about, each once.

    Its own stream is not among them: the entries are found by stream anyway.
    `person_id` is the one that a disclosure of the event names.
    """
    keys = {envelope.actor, str(envelope.correlationid)}
    if person_id is not None:
        keys.add(str(person_id))
    for name, value in envelope.data.items():
        if name.endswith("_id") or name in _NAMING:
            keys.update(_texts([value]))
        elif name in _NAMING_MANY and isinstance(value, list):
            keys.update(_texts(value))
    return tuple(sorted(keys))


def _texts(values: Iterable[Json]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str) and value and _is_indexable(value):
            yield value


def _is_indexable(key: str) -> bool:
    # PostgreSQL has no NUL in a text, and no long text in an index.
    return len(key) <= _LONGEST_KEY and "\0" not in key
