"""Batches that fail again and again: which partition they hold up, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from shared.messaging.broker import KafkaRecord

STUCK_SECONDS = 60.0


@dataclass(slots=True)
class Failing:
    """The partitions whose records have been refused, each since its first failure.

    A consumer's position does not tell: it runs ahead of what was handled, and is
    sought back. Instants are the wall clock's.
    """

    _since: dict[tuple[str, int], datetime] = field(
        default_factory=dict[tuple[str, int], datetime]
    )

    def note_failure(self, records: Iterable[KafkaRecord], wall: datetime) -> None:
        """Note that these records were refused and will come again."""
        for record in records:
            self._since.setdefault((record.topic, record.partition), wall)

    def note_success(self, records: Iterable[KafkaRecord]) -> None:
        """Note that these records were taken."""
        for place in {(record.topic, record.partition) for record in records}:
            self._since.pop(place, None)

    def complaint(self, wall: datetime) -> str | None:
        """Return what is wrong, if a partition has been held up for too long."""
        for (topic, partition), since in sorted(self._since.items()):
            seconds = (wall - since).total_seconds()
            if seconds > STUCK_SECONDS:
                return (
                    f"Partition {partition} of {topic} has failed for "
                    f"{seconds:.0f} seconds."
                )
        return None
