"""What an assessor may see of the others (domain §1.4: blind until locked)."""

from collections.abc import Collection
from dataclasses import dataclass

ADJUDICATE = "adjudicate"
JUDGE = "judge"


@dataclass(frozen=True, slots=True)
class Reader:
    """An assessor who looks at a case.

    `owed` is what the case waits for from them, None for nothing; `rounds` are those
    in which they have spoken.
    """

    assessor_id: str
    owed: str | None
    rounds: Collection[int] = ()

    @property
    def blind(self) -> bool:
        """Return whether they are to judge without knowing what others say."""
        return self.owed == JUDGE


def may_see(reader: Reader, author: str, spoken_in: int, open_round: int) -> bool:
    """Return whether the reader sees what `author` said in a round.

    Their own always; of others what rounds up to `open_round` hold, in which all is
    locked; while they are to judge blind, only of rounds that they spoke in
    themselves. A lead assessor sees what there is to settle.
    """
    if author == reader.assessor_id or reader.owed == ADJUDICATE:
        return True
    if spoken_in > open_round:
        return False
    return not reader.blind or spoken_in in reader.rounds
