"""How the log stands with one witness."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from services.audit.log.asking import Cosignature
from services.audit.log.witness_report import WitnessReport
from shared.tlog.note import SignatureLine
from shared.tlog.policy import PolicyWitness

LONGEST_REST_SECONDS = 30.0

log = structlog.get_logger()


@dataclass
class Standing:
    """What a witness has cosigned, and whether it is asked, slow, or let alone.

    `line` is its cosignature of the present checkpoint. `rests_until` is in monotonic
    seconds, `cosigned_at` in Unix seconds by the witness's own clock.
    """

    witness: PolicyWitness
    line: SignatureLine | None = None
    cosigned_size: int = 0
    cosigned_at: int | None = None
    trouble: str | None = None
    failures: int = 0
    rests_until: float = 0.0
    is_slow: bool = False
    asking: asyncio.Task[None] | None = None

    @property
    def is_asked(self) -> bool:
        """Tell whether a question is under way."""
        return self.asking is not None and not self.asking.done()

    @property
    def is_due(self) -> bool:
        """Tell whether the witness should be asked now."""
        rested = self.rests_until <= time.monotonic()
        return self.line is None and rested and not self.is_asked

    @property
    def report(self) -> WitnessReport:
        """The same for people and programs."""
        at = self.cosigned_at
        return WitnessReport(
            name=self.witness.name,
            vkey=str(self.witness.key),
            cosigned_size=None if at is None else self.cosigned_size,
            cosigned_at=None if at is None else datetime.fromtimestamp(at, UTC),
            trouble=self.trouble,
        )

    def believe(self, given: Cosignature, size: int) -> None:
        """Note that the witness has cosigned so many entries."""
        if self.trouble is not None:
            log.info("witness cosigns again", witness=self.witness.name)
        self.cosigned_size, self.cosigned_at = size, given.at
        self.trouble, self.failures = None, 0

    def let_rest(self, why: str, seconds: float = 0.0) -> None:
        """Note why there is no cosignature; ask again later, and later each time."""
        if self.trouble is None:
            log.warning("witness does not cosign", witness=self.witness.name, why=why)
        self.trouble = why
        longer = seconds or min(2.0**self.failures, LONGEST_REST_SECONDS)
        self.failures = min(self.failures + 1, 10)
        self.rests_until = time.monotonic() + longer
