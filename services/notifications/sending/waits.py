"""How long a delivery waits for its next try: doubling, and never all together."""

from datetime import timedelta
from hashlib import sha256

from services.notifications.transports.port import Key

SHORTEST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
SPREAD = 0.25
"""The part of a wait by which it may be longer."""


def wait_after(attempts: int, key: Key) -> timedelta:
    """Return how long to wait after so many tries.

    Letters put off together are spread, each by a part of its own that follows from
    its key, so that they do not come back together. Who greylists asks for a second
    try after some minutes: the fifth try is after four at least.
    """
    doubled = min(SHORTEST_WAIT * 2 ** min(attempts, 10), LONGEST_WAIT)
    return doubled * (1 + SPREAD * _part(key, attempts))


def _part(key: Key, attempts: int) -> float:
    """Return a number from 0 to 1 that looks drawn, and is the same each time."""
    drawn = sha256(f"{key.message_id}/{key.number}/{attempts}".encode()).digest()
    return int.from_bytes(drawn[:4]) / 2**32
