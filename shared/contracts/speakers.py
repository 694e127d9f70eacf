"""Whose word each event is: one service's, any service's, or the log's own.

An event that somebody else says is not believed, whoever managed to write it to a
topic: neither by a service, nor by the log, nor by whoever reads the log.
"""

from shared.contracts.audit import MADE_BY_THE_LOG

SERVICES = ("applications", "assessment", "notifications", "audit")
"""The services of the register; each one's events have the source `/<name>`."""

THE_LOG = "/audit/log"
"""The source of what the log says about itself; it comes by no topic."""

_ANY = frozenset({"messaging", "views"})
_SOURCES = frozenset(f"/{service}" for service in SERVICES)


def source_of(event_type: str) -> str | None:
    """Return whose word an event type is, None for what every service says of itself.

    A type is `register.<owner>.<event>.v<n>`: the owner is a service, or `messaging`
    or `views` for what all of them say.
    """
    if event_type in MADE_BY_THE_LOG:
        return THE_LOG
    _, _, rest = event_type.partition(".")
    owner, _, _ = rest.partition(".")
    return None if owner in _ANY else f"/{owner}"


def may_say(source: str, event_type: str) -> bool:
    """Return whether an event of this type may have this source."""
    owner = source_of(event_type)
    return source in _SOURCES if owner is None else source == owner


def carries(topic: str, source: str) -> bool:
    """Tell whether a topic, `<prefix><service>.<kind>`, is of this very source.

    Who may write to one service's topic speaks for no other service.
    """
    service = source.removeprefix("/")
    return service in SERVICES and topic.rpartition(".")[0].endswith(service)
