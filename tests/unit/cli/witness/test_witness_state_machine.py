"""A witness under any submissions and restarts, honest and not."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from typing_extensions import override

from cli.witness.cosigning import Cosigned, Witness
from cli.witness.memory import Memory, WitnessDirectory
from shared.merkle import consistency_proof
from shared.tlog.checkpoint import parse_checkpoint
from shared.tlog.note import Note, parse_note, verified_by
from shared.tlog.reading import CHECKPOINT, node_reader
from shared.tlog.submission import Submission
from tests.support.golden_log import KEY, ORIGIN, Shelf, entries, sealed

LONGEST = 12
HONEST = entries(LONGEST)
FORKED = [*HONEST[:5], b"another past", *HONEST[6:]]
LOGS: dict[tuple[bool, int], Shelf] = {
    (forked, size): sealed((FORKED if forked else HONEST)[:size])
    for forked in (False, True)
    for size in range(LONGEST + 1)
}
SIZES = st.integers(0, LONGEST)


class AnyHistory(RuleBasedStateMachine):
    """One log key signs two histories; the witness may follow one of them only."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = WitnessDirectory(Path(mkdtemp(prefix="witness-")))
        memory = self.directory.begin("witness.example/w").watching(KEY)
        self.directory.keep(memory)
        self.clock = 1_767_225_600
        self.witness = self.started(memory)
        self.roots: dict[int, bytes] = {}
        self.largest = 0

    def started(self, memory: Memory) -> Witness:
        """Return the witness as it starts with this memory."""
        return Witness(self.directory, memory, lambda: self.clock)

    @rule()
    def restart(self) -> None:
        """Start again from the disk."""
        self.witness = self.started(self.directory.begin(None))

    @rule(old=SIZES, new=SIZES, forked=st.booleans())
    def submit_with_any_old_size(self, old: int, new: int, forked: bool) -> None:
        """Submit as a log that may be mistaken."""
        self.submit(old, new, forked=forked)

    @rule(new=SIZES, forked=st.booleans())
    def submit_with_the_size_it_knows(self, new: int, forked: bool) -> None:
        """Submit as a log that has asked before."""
        self.submit(self.witness.memory.logs[ORIGIN].size, new, forked=forked)

    def submit(self, old: int, new: int, *, forked: bool) -> None:
        """Submit a checkpoint, and look at what comes back."""
        log = LOGS[forked, new]
        proof: list[bytes] = []
        if old <= new:
            proof = consistency_proof(old, new, node_reader(log, new))
        body = bytes(Submission(old, tuple(proof), log[CHECKPOINT]))
        outcome = self.witness.submit(body)
        if isinstance(outcome, Cosigned):
            self.believe(outcome, log[CHECKPOINT])

    def believe(self, outcome: Cosigned, signed: bytes) -> None:
        """Fail unless the cosignature may be given after all that were."""
        note = parse_note(signed)
        key = self.directory.signer(self.witness.memory).verifier_key
        assert verified_by(Note(note.text, (outcome.line,)), [key])
        checkpoint = parse_checkpoint(note.text)
        # Never two roots of one size, never back, and never signed but forgotten.
        assert self.roots.setdefault(checkpoint.size, checkpoint.root) == (
            checkpoint.root
        )
        assert checkpoint.size >= self.largest
        self.largest = checkpoint.size
        kept = self.directory.recall().logs[ORIGIN].log
        assert (kept.size, kept.root) == (checkpoint.size, checkpoint.root)

    @override
    def teardown(self) -> None:
        shutil.rmtree(self.directory.path)


AnyHistory.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyHistory = AnyHistory.TestCase
