"""Asking again while a part is away, for as long as was agreed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from cli.failures import Failed, Weather

T = TypeVar("T")

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 4.0


@dataclass(frozen=True)
class Patience:
    """How many seconds of bad weather are waited out, and who is told."""

    seconds: float
    say: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def persist(self, ask: Callable[[], T]) -> T:
        """Return what `ask` returns, asked again after every `Weather`.

        Raises `Failed` when patience is at its end; any other failure at once.
        """
        began = self.clock()
        pause = FIRST_PAUSE
        told = False
        while True:
            try:
                return ask()
            except Weather as weather:
                if self.clock() - began + pause > self.seconds:
                    raise Failed(
                        f"{weather.sentence} Given up after {self.seconds:.0f} seconds."
                    ) from weather
                if not told:
                    self.say(
                        f"{weather.sentence} Trying again for up to "
                        f"{self.seconds:.0f} seconds."
                    )
                    told = True
            self.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
