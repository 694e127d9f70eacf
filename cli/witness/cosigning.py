"""The witness itself: judges one submission after the other, remembers, then signs."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from cli.witness.memory import Memory, WitnessDirectory
from shared.tlog.keeping import write_whole
from shared.tlog.note import SignatureLine
from shared.tlog.witness import Cosigning, NotCosigned, judge

EVIDENCE = "evidence"


@dataclass(frozen=True)
class Cosigned:
    """A cosignature that was given, on which tree."""

    origin: str
    size: int
    line: SignatureLine


class Witness:
    """Cosigns what continues; `now` gives whole Unix seconds.

    One submission is judged at a time, and what is signed is remembered first: killed
    at any moment, it knows at least what it has signed.
    """

    def __init__(
        self,
        directory: WitnessDirectory,
        memory: Memory,
        now: Callable[[], int],
    ) -> None:
        self._directory = directory
        self._memory = memory
        self._signer = directory.signer(memory)
        self._now = now
        self._turn = threading.Lock()

    @property
    def memory(self) -> Memory:
        """What it remembers now."""
        return self._memory

    def submit(self, body: bytes) -> Cosigned | NotCosigned:
        """Return the cosignature, or why there is none."""
        with self._turn:
            logs = {origin: it.log for origin, it in self._memory.logs.items()}
            judged = judge(body, logs)
            if isinstance(judged, NotCosigned):
                if judged.submitted is not None:
                    self._keep_evidence(judged.submitted)
                return judged
            return self._cosign(judged)

    def _cosign(self, judged: Cosigning) -> Cosigned:
        checkpoint, at = judged.checkpoint, self._now()
        memory = self._memory.cosigned(checkpoint, at, bytes(judged.submitted))
        self._directory.keep(memory)
        self._memory = memory
        line = self._signer.sign(judged.submitted.text, at)
        return Cosigned(checkpoint.origin, checkpoint.size, line)

    def _keep_evidence(self, submitted: bytes) -> None:
        """Keep a signed checkpoint beside the one that it does not go together with.

        Whoever holds both can show that the log has forked, or went back.
        """
        origin = submitted.partition(b"\n")[0].decode()
        before = self._memory.logs[origin].signed
        folder = self._directory.path / EVIDENCE
        for signed in (submitted, None if before is None else before.encode()):
            if signed is not None:
                name = sha256(signed.partition(b"\n\n")[0]).hexdigest()
                write_whole(folder / f"{name}.checkpoint", signed)
