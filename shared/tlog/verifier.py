"""Verifies a whole log with nothing but the log and its key."""

from dataclasses import dataclass

from shared.merkle import EMPTY_ROOT, consistency_proof, is_consistent
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.damage import DamagedLog
from shared.tlog.errors import Rewritten, RolledBack
from shared.tlog.keys import VerifierKey
from shared.tlog.policy import Policy, require_quorum
from shared.tlog.reading import CHECKPOINT, LogReader, node_reader
from shared.tlog.walk import Progress, Walk


@dataclass(frozen=True)
class Trust:
    """What the verifier brings along: keys, and the last checkpoint it has seen.

    Of a policy it demands the quorum.
    """

    key: VerifierKey
    witnesses: tuple[VerifierKey, ...] = ()
    seen: Checkpoint | None = None
    policy: Policy | None = None


def ignore_progress(_done: int, _size: int) -> None:
    """Show nothing while a log is verified."""


def verify_log(
    reader: LogReader,
    trust: Trust,
    on_progress: Progress = ignore_progress,
) -> Checkpoint:
    """Return the log's checkpoint if all of the log is what was signed.

    1. The checkpoint is signed by the log's key, by every demanded witness and by a
       quorum of the policy.
    2. It is no older than the last one seen, nor another of the same size.
    3. The partial tiles' hashes lead to the signed root.
    4. Every full tile's hashes lead to the hash above it.
    5. Every entry has the hash that its level-0 tile holds.
    6. The tree continues the one seen before (RFC 9162 §2.1.4).

    Raises a `VerificationError`; `DamagedLog` for 3 to 5, after the whole log has
    been looked at.
    """
    # 1
    raw = reader.read(CHECKPOINT)
    checkpoint = open_checkpoint(raw, trust.key, trust.witnesses)
    if trust.policy is not None:
        require_quorum(trust.policy, raw, trust.key)
    # 2
    refuse_older(checkpoint, trust.seen)
    # 3, 4, 5
    walk = Walk(reader, checkpoint, on_progress)
    walk.run()
    if walk.damages:
        raise DamagedLog(tuple(walk.damages))
    # 6
    refuse_rewritten(reader, checkpoint, trust.seen)
    return checkpoint


def refuse_older(checkpoint: Checkpoint, seen: Checkpoint | None) -> None:
    """Raise `RolledBack` or `Rewritten` where sizes and roots alone show it."""
    if seen is None:
        return
    if checkpoint.size < seen.size:
        raise RolledBack(f"{checkpoint.size} entries now, {seen.size} then")
    if checkpoint.size == seen.size and checkpoint.root != seen.root:
        raise Rewritten(f"two roots over {seen.size} entries")


def refuse_rewritten(
    reader: LogReader,
    checkpoint: Checkpoint,
    seen: Checkpoint | None,
) -> None:
    """Raise `Rewritten` unless the tiles prove that the log continues what was seen."""
    before = seen or Checkpoint(checkpoint.origin, 0, EMPTY_ROOT)
    old_size, size = before.size, checkpoint.size
    proof = consistency_proof(old_size, size, node_reader(reader, size))
    if not is_consistent(old_size, before.root, size, checkpoint.root, proof):
        raise Rewritten(f"the first {old_size} of {size} entries are not the same")
