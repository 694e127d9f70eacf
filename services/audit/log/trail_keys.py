"""By which ids an entry is found again: the keys of a trail."""

from functools import cache

from shared.contracts.envelope import Envelope

# Fields in clear that name a thing, a stream or an actor, beside those in `_id`.
_NAMING = frozenset({"registration_number", "about", "stream"})
_NAMING_MANY = frozenset({"assessors", "missing", "possible_duplicate_of"})
_LONGEST_KEY = 500


def keys_of(envelope: Envelope) -> tuple[str, ...]:
    """Return the ids that an event names in clear, each once.

    Its own stream is not among them: the entries are found by stream anyway. Nor is a
    person whom only a disclosure names: what is kept for ever says nothing of them.
    """
    keys = {envelope.actor, str(envelope.correlationid)}
    for name, value in envelope.data.items():
        if isinstance(value, str):
            # PostgreSQL has no long text in an index.
            if _names(name) and 0 < len(value) <= _LONGEST_KEY:
                keys.add(value)
        elif isinstance(value, list) and name in _NAMING_MANY:
            texts = (it for it in value if isinstance(it, str))
            keys.update(it for it in texts if 0 < len(it) <= _LONGEST_KEY)
    return tuple(keys)


@cache
def _names(field: str) -> bool:
    return field.endswith("_id") or field in _NAMING
