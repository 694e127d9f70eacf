"""The situations of returned mail."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class NotSeen:
    """It has not been looked at."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """It is on record that it was not believed."""


State: TypeAlias = NotSeen | OnRecord
