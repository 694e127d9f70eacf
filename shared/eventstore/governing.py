"""Which version of the rules a case is under: that under which it began.

Where a capability `keeps_rules`, the first event of a stream says which version governs
whatever is decided on it later, unless a version since then changed running cases too
(`transition.running_cases`). The stream is read anyway; nothing more is asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

import orjson

from shared.capability import Asked, Capability
from shared.rulebook import Rulebook

Governing: TypeAlias = Callable[[str, Rulebook], Rulebook]
"""From the version under which a case began and today's, the one that governs it."""


def todays(_began_under: str, today: Rulebook) -> Rulebook:
    """Return today's rules for every case, where earlier ones are not at hand."""
    return today


def under_its_rules(
    asked: Asked,
    capability: Capability,
    history: Sequence[bytes],
    today: Rulebook,
    governing: Governing,
) -> Asked:
    """Return what is asked under the rules that govern its stream, itself if it is."""
    if not capability.keeps_rules or not history:
        return asked
    rulebook = governing(began_under(history[0]), today)
    if rulebook.version_label == asked.rulebook.version_label:
        return asked
    return replace(asked, rulebook=rulebook)


@lru_cache(maxsize=8192)
def began_under(entry: bytes) -> str:
    """Return the label of the version under which an event was decided."""
    label: str = orjson.loads(entry)["rulebook"]
    return label
