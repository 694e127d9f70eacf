"""Progress: when each part of a service last moved on, or had nothing left to do."""

from dataclasses import dataclass, field
from datetime import datetime

STUCK_SECONDS = 60.0


@dataclass(slots=True)
class Progress:
    """What health judges: a part that is behind and does not move is stuck.

    A connection that is merely open proves nothing: a consumer can sit connected and
    stuck. Instants are the wall clock's.
    """

    _moved_at: dict[str, datetime] = field(default_factory=dict[str, datetime])
    _places: dict[str, int] = field(default_factory=dict[str, int])

    def note(self, part: str, behind: int | None, place: int, wall: datetime) -> None:
        """Note how far a part is behind (None: it cannot be told) and where it is."""
        if behind is None:
            return
        reached = self._places.get(part, -1)
        if behind == 0 or place > reached:
            self._moved_at[part] = wall
        # A position that is sought back and comes again is no progress.
        self._places[part] = max(place, reached)

    def begin_again(self, part: str, wall: datetime) -> None:
        """Give a part that was started again the same time as a new one."""
        self._moved_at[part] = wall
        self._places.pop(part, None)

    def complaint(self, part: str, wall: datetime) -> str | None:
        """Return what is wrong with a part, if anything is."""
        moved_at = self._moved_at.get(part)
        if moved_at is None:
            return f"{part} has not joined Kafka yet."
        seconds = (wall - moved_at).total_seconds()
        if seconds > STUCK_SECONDS:
            return f"{part} has not moved for {seconds:.0f} seconds."
        return None

    def has_seen(self, part: str) -> bool:
        """Tell whether the part has ever moved or had nothing to do."""
        return part in self._moved_at
