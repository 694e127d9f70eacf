"""The step between signing and publishing: cosignatures, and what is said of them."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import structlog

from services.audit.log.files import LogFiles
from services.audit.log.measures import Measures
from services.audit.log.witness_report import read_report, write_report
from services.audit.log.witnessing import PATIENCE_SECONDS, Witnesses
from shared.merkle import consistency_proof
from shared.tlog.policy import Policy
from shared.tlog.reading import LogReader, node_reader

log = structlog.get_logger()


@dataclass(frozen=True)
class Unwitnessed:
    """What a log without a policy does: it publishes what it signs."""

    async def cosign(self, note: bytes) -> bytes:
        """Return the checkpoint as it was signed."""
        return note

    def rest(self) -> float | None:
        """Return None: there is nobody to ask again."""
        return None


@dataclass(frozen=True)
class Cosigning:
    """The witnesses of a log, and the directory that tells of them."""

    witnesses: Witnesses
    directory: Path
    measures: Measures
    wall: Callable[[], datetime]

    async def cosign(self, note: bytes) -> bytes:
        """Return the checkpoint as it is to be published; say loudly who is missing."""
        cosigned = await self.witnesses.cosign(note)
        await asyncio.to_thread(self._report)
        return cosigned

    def rest(self) -> float | None:
        """Return the seconds until a witness is to be asked again, None for never."""
        return self.witnesses.rest()

    def _report(self) -> None:
        before = read_report(self.directory)
        since = None if before is None else before.missing_since
        now = self.witnesses.report(self.wall(), since)
        if since is None and not now.reached:
            log.error("witness quorum missing", without=now.missing, size=now.size)
        if since is not None and now.reached:
            log.warning("witness quorum reached again", size=now.size)
        self.measures.quorum.set(now.reached)
        for standing in self.witnesses.standings:
            name, size = standing.witness.name, standing.cosigned_size
            self.measures.cosigned.labels(name).set(size)
        write_report(self.directory, now)


@asynccontextmanager
async def cosigning(
    policy: Policy | None,
    files: LogFiles,
    directory: Path,
    measures: Measures,
    wall: Callable[[], datetime],
    nudge: Callable[[], None],
) -> AsyncGenerator[Cosigning | Unwitnessed]:
    """Open what it takes to ask the policy's witnesses about the log in the files.

    `nudge` is called when a checkpoint is worth publishing again.
    """
    if policy is None:
        yield Unwitnessed()
        return
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as client:
        witnesses = Witnesses(policy, prover(files), client, nudge)
        try:
            yield Cosigning(witnesses, directory, measures, wall)
        finally:
            await witnesses.close()


def prover(reader: LogReader) -> Callable[[int, int], list[bytes]]:
    """Return a function that proves the log's growth from its tiles."""

    def prove(old_size: int, size: int) -> list[bytes]:
        return consistency_proof(old_size, size, node_reader(reader, size))

    return prove
