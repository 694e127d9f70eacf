"""A desk that remembers what a transport told it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.notifications.transports.port import Key, Letter, Outcome, Transport


@dataclass
class RememberingDesk:
    """What was begun and how it ended, in order; nothing is `ours` where it says so."""

    ours: bool = True
    begun: list[Key] = field(default_factory=list[Key])
    outcomes: dict[Key, Outcome] = field(default_factory=dict[Key, Outcome])

    async def begins(self, letter: Letter) -> bool:
        """Remember that the letter leaves."""
        self.begun.append(letter.key)
        return self.ours

    async def ended(self, outcomes: Mapping[Key, Outcome]) -> None:
        """Remember what became of letters, each told once."""
        assert not self.outcomes.keys() & outcomes.keys()
        self.outcomes.update(outcomes)


async def delivered(
    transport: Transport, *letters: Letter, desk: RememberingDesk | None = None
) -> Sequence[Outcome]:
    """Return what became of each letter, in their order."""
    desk = desk or RememberingDesk()
    await transport.deliver(letters, desk)
    return [desk.outcomes[letter.key] for letter in letters]
