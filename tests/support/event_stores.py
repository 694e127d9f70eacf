"""Services' stores for the log to ask, in memory; they can fall silent."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass, field

from services.audit.log.entry import Arrival
from services.audit.log.producers import pulled
from services.audit.log.records import read_entry
from shared.errors import Unavailable

PAGE = 3


@dataclass
class EventStores:
    """What each service recorded, by stream and version; pages are short.

    `disclosures` are joined by `~`, by the event that they are of.
    """

    silent: bool = False
    asked: int = 0
    events: dict[str, dict[int, bytes]] = field(
        default_factory=dict[str, dict[int, bytes]]
    )
    disclosures: dict[bytes, str] = field(default_factory=dict[bytes, str])

    def record(self, raws: Iterable[bytes]) -> None:
        """Keep events, as the assessment service's."""
        for raw in raws:
            entry = read_entry(raw)
            self.events.setdefault(entry.stream, {})[entry.version] = raw

    @property
    def names(self) -> Sequence[str]:
        """The services."""
        return ["assessment"]

    async def heads(self, service: str) -> AsyncGenerator[list[tuple[str, int]]]:
        """Yield the streams and their last versions, page by page."""
        self._require_voice(service)
        heads = sorted((stream, max(of)) for stream, of in self.events.items())
        for first in range(0, len(heads), PAGE):
            yield heads[first : first + PAGE]

    async def stream(self, service: str, stream: str, after: int) -> list[Arrival]:
        """Return a page of a stream."""
        self.asked += 1
        self._require_voice(service)
        versions = sorted(self.events.get(stream, {}).items())
        page = [it for it in versions if it[0] > after][:PAGE]
        return [
            pulled(service, stream, version, raw, self.disclosures.get(raw, ""))
            for version, raw in page
        ]

    def _require_voice(self, service: str) -> None:
        if self.silent:
            raise Unavailable(f"The service {service} does not answer.")
