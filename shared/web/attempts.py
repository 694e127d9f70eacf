"""Refused attempts, counted so that a hostile client cannot fill the log.

The first of an actor at an action is told at once; those that follow within a minute
are told together when it has passed.
"""

from dataclasses import dataclass

EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tried which action; on which opaque stream, where they named one."""

    actor: str
    action: str
    subject: str | None = None


@dataclass(slots=True)
class _Window:
    """A minute in which attempts are only counted, and the last of them."""

    since: float
    last: Attempt
    untold: int = 0


class Attempts:
    """Counts the refused attempts of each actor at each action.

    `now` is everywhere a monotonic reading in seconds.
    """

    def __init__(self, every: float = EVERY_SECONDS) -> None:
        self._every = every
        self._windows: dict[tuple[str, str], _Window] = {}

    def note(self, attempt: Attempt, now: float) -> bool:
        """Count an attempt; tell whether it is to be told at once."""
        key = (attempt.actor, attempt.action)
        window = self._windows.get(key)
        if window is None:
            self._windows[key] = _Window(now, attempt)
            return True
        window.last = attempt
        window.untold += 1
        return False

    def untell(self, attempt: Attempt, count: int = 1) -> None:
        """Take back that attempts were told: it could not be written."""
        window = self._windows.get((attempt.actor, attempt.action))
        if window is not None:
            window.untold += count

    def due(self, now: float) -> list[tuple[Attempt, int]]:
        """Return what is to be told now: the last attempt of each minute that passed.

        Each is then told, and its next minute begins; a minute without any ends it.
        """
        told: list[tuple[Attempt, int]] = []
        for key, window in list(self._windows.items()):
            if now - window.since < self._every:
                continue
            if not window.untold:
                del self._windows[key]
                continue
            told.append((window.last, window.untold))
            window.since, window.untold = now, 0
        return told
