"""Who decided what, why, and under which rules. Pure.

Decisions are known by the words of the field, so that those of capabilities yet to
come are found too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from oversight.logged import Logged
from oversight.wording import in_words
from shared.contracts.canonical import Json

_DECIDED = frozenset(
    {
        *("accepted", "refused", "returned", "concluded", "decided", "given"),
        *("imposed", "granted", "upheld", "dismissed", "closed", "moderated"),
        *("suspended", "removed", "restored", "lapsed", "withdrawn", "erased"),
    }
)
_OUTCOMES = ("decision", "outcome", "recommendation", "sanction", "order")
_REASONS = ("reasons", "faults", "explanation", "ground", "grounds")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided by an actor; `reasons` are the code and what is disclosed."""

    entry: Logged
    what: str
    outcome: str
    reasons: tuple[str, ...]
    withheld: bool

    @property
    def decided_by(self) -> str:
        """The actor on whose authority it was recorded."""
        return str(self.entry.event["actor"])

    @property
    def rulebook(self) -> str:
        """The version of the rules that it was decided under."""
        return str(self.entry.event["rulebook"])


def decisions(entries: Sequence[Logged]) -> list[Decision]:
    """Return the decisions among the entries, in their order."""
    return [_decision(entry) for entry in entries if is_decision(entry)]


def is_decision(entry: Logged) -> bool:
    """Tell whether an event decides something about the case."""
    last_word = short_type(entry).rpartition("-")[2]
    return last_word in _DECIDED or any(name in entry.data for name in _OUTCOMES)


def short_type(entry: Logged) -> str:
    """Return `application-accepted` of `register.applications.….v1`."""
    return entry.type.split(".")[-2] if entry.type.count(".") > 1 else entry.type


def happened(entry: Logged) -> str:
    """Return an event's name in words, such as "Application accepted"."""
    return short_type(entry).replace("-", " ").capitalize()


def _decision(entry: Logged) -> Decision:
    said = {**entry.data, **entry.disclosed}
    outcomes = [in_words(said[name]) for name in _OUTCOMES if said.get(name)]
    reasons = [str(entry.event["reason"]), *_given(said)]
    sealed = entry.data.get("_sd")
    hidden = len(sealed) - len(entry.disclosed) if isinstance(sealed, list) else 0
    return Decision(
        entry, happened(entry), ", ".join(outcomes), tuple(reasons), hidden > 0
    )


def _given(said: Mapping[str, Json]) -> Iterator[str]:
    for name in _REASONS:
        if said.get(name):
            yield in_words(said[name])
