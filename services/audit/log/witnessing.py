"""The log's witnesses: all are asked at once, and none can hold a checkpoint up.

A checkpoint is published with the cosignatures that have come within the budget. A
witness that was too slow is asked on, and what it says is added if the checkpoint is
still the same; who was slow once is not waited for until it is quick again.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import httpx
import structlog

from services.audit.log.asking import (
    Cosignature,
    Prove,
    WitnessAway,
    WitnessRefuses,
    ask_witness,
)
from services.audit.log.standing import LONGEST_REST_SECONDS, Standing
from services.audit.log.witness_report import QuorumReport
from shared.tlog.checkpoint import parse_checkpoint
from shared.tlog.note import parse_note
from shared.tlog.policy import Policy

BUDGET_SECONDS = 0.4
PATIENCE_SECONDS = 5.0

log = structlog.get_logger()


class Witnesses:
    """Asks the witnesses of a policy.

    `nudge` is called when a witness has answered late: the checkpoint that was
    published is worth publishing again, or the witness is to be asked again. `budget`
    and `patience` are seconds.
    """

    def __init__(
        self,
        policy: Policy,
        prove: Prove,
        client: httpx.AsyncClient,
        nudge: Callable[[], None],
        budget: float = BUDGET_SECONDS,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._policy = policy
        self._prove = prove
        self._client = client
        self._nudge = nudge
        self._budget = budget
        self._patience = patience
        self._text = ""
        self._is_waiting = False
        self.standings = [Standing(it) for it in policy.witnesses.values()]

    async def cosign(self, note: bytes) -> bytes:
        """Return the signed checkpoint with the cosignatures that came in time.

        It takes no longer than the budget, whatever the witnesses do.
        """
        signed = parse_note(note)
        if signed.text != self._text:
            self._text = signed.text
            for standing in self.standings:
                standing.line = None
        for standing in self.standings:
            if standing.is_due:
                standing.asking = asyncio.create_task(self._ask(standing, note))
        await self._wait()
        lines = [it.line for it in self.standings if it.line is not None]
        return bytes(replace(signed, signatures=(*signed.signatures, *lines)))

    def rest(self) -> float | None:
        """Return the seconds until somebody is to be asked again, None for never."""
        missing = [it for it in self.standings if it.line is None and not it.is_asked]
        if not missing:
            return None
        first = min(it.rests_until for it in missing)
        return max(0.0, first - time.monotonic())

    def report(self, wall: datetime, missing_since: datetime | None) -> QuorumReport:
        """Return how the last checkpoint stands; without a quorum, since when."""
        checkpoint = parse_checkpoint(self._text)
        cosigned = {it.witness.name for it in self.standings if it.line is not None}
        reached = self._policy.is_reached(cosigned)
        return QuorumReport(
            origin=checkpoint.origin,
            size=checkpoint.size,
            quorum=self._policy.quorum,
            reached=reached,
            missing_since=None if reached else missing_since or wall,
            missing=list(self._policy.missing(cosigned)),
            witnesses=[it.report for it in self.standings],
        )

    async def close(self) -> None:
        """Let go of the questions that are under way."""
        asking = [it.asking for it in self.standings if it.asking is not None]
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    async def _wait(self) -> None:
        asked = [it for it in self.standings if it.is_asked]
        tasks = [it.asking for it in asked if it.asking and not it.is_slow]
        if not tasks:
            return
        self._is_waiting = True
        try:
            await asyncio.wait(tasks, timeout=self._budget)
        finally:
            self._is_waiting = False
        for standing in asked:
            standing.is_slow = standing.is_asked

    async def _ask(self, standing: Standing, note: bytes) -> None:
        began = time.monotonic()
        witness = standing.witness
        known = standing.cosigned_size
        try:
            async with asyncio.timeout(self._patience):
                given = await ask_witness(
                    self._client, witness, known, note, self._prove
                )
        except WitnessAway as away:
            standing.let_rest(str(away))
        except TimeoutError:
            standing.let_rest(f"It gave no answer within {self._patience:g} seconds.")
        except WitnessRefuses as refuses:
            standing.let_rest(str(refuses), LONGEST_REST_SECONDS)
        except Exception as error:
            # Whatever a witness does, the log goes on.
            log.exception("witness not asked", witness=witness.name)
            standing.let_rest(f"Asking it failed: {type(error).__name__}.")
        else:
            standing.is_slow = time.monotonic() - began > self._budget
            self._believe(standing, note, given)
        # Late, it is worth publishing again, or the witness is to be asked anew.
        if not self._is_waiting:
            self._nudge()

    def _believe(self, standing: Standing, note: bytes, given: Cosignature) -> None:
        text = parse_note(note).text
        standing.believe(given, parse_checkpoint(text).size)
        if text == self._text:
            standing.line = given.line
