"""How much is measured: enough for steady figures, or little for a quick look."""

from dataclasses import dataclass

LEAST = 500


@dataclass(frozen=True, slots=True)
class Scale:
    """How often each figure is taken, and how much of the usual work it is taken on."""

    rounds: int
    part: float

    def of(self, number: int) -> int:
        """Return the usual number scaled, never fewer than 500."""
        return max(LEAST, int(number * self.part))


FULL = Scale(rounds=3, part=1.0)
QUICK = Scale(rounds=1, part=0.2)
