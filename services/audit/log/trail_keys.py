"""By which ids an entry is found again: the keys of a trail."""

from oversight.trails.naming import names_in
from shared.contracts.envelope import Envelope


def keys_of(envelope: Envelope) -> tuple[str, ...]:
    """Return the ids that an event names in clear, each once."""
    correlation_id = str(envelope.correlationid)
    return tuple(names_in(envelope.actor, correlation_id, envelope.data))
