"""Whether a bundle is whole: every stream, to an end that was sealed lately. Pure."""

from dataclasses import dataclass
from datetime import datetime

from oversight.bundles.errors import BrokenStream, NotWhole, StaleHeads
from oversight.bundles.verifying import Verified

MOST_ENTRIES_BEHIND = 10_000
"""How many entries the checkpoint may be ahead of sealed heads, unless told.

A log seals them at least once an hour; so few as this is stated, not published.
"""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How old sealed heads may be; None where nothing is demanded.

    At most `entries` of the log are later than they, and they were sealed no earlier
    than at `since`.
    """

    entries: int | None = MOST_ENTRIES_BEHIND
    since: datetime | None = None


def require_whole(verified: Verified, allowance: Allowance) -> None:
    """Return if nothing is missing in a bundle up to the heads, which are not too old.

    The maker of a bundle chooses its heads: old ones, or none, would hide what
    happened since. Raises `BrokenStream`, `NotWhole` or `StaleHeads`.
    """
    tally = verified.tally
    for stream, versions in tally.parts.items():
        raise BrokenStream(f"of {stream} only versions {versions} are here")
    if not tally.entries:
        raise NotWhole("it holds no entry")
    if tally.heads is None or tally.sealed_at is None:
        raise NotWhole("it holds no sealed stream heads")
    behind = tally.behind(verified.checkpoint)
    if allowance.entries is not None and behind > allowance.entries:
        raise StaleHeads(
            f"{behind} entries of the log are later, and {allowance.entries} may be"
        )
    if allowance.since is not None and tally.sealed_at < allowance.since:
        raise StaleHeads(
            f"they were sealed at {tally.sealed_at:%Y-%m-%d %H:%M} UTC, and "
            f"{allowance.since:%Y-%m-%d %H:%M} UTC is the earliest allowed"
        )
