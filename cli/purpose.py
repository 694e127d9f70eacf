"""Why somebody looks, as the command line states it: a code, and words where needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from shared.contracts.views import PURPOSE_HEADER, PURPOSE_REASON_HEADER


@dataclass(frozen=True, slots=True)
class StatedPurpose:
    """The purpose of the reads of a command; the services know the codes."""

    code: str | None = None
    reason: str | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """Return the headers that state it."""
        stated = {
            PURPOSE_HEADER: self.code,
            PURPOSE_REASON_HEADER: self.reason and quote(self.reason),
        }
        return {name: value for name, value in stated.items() if value}
