"""Whether a witness cosigns what a log submits (C2SP tlog-witness), as pure rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared.merkle import EMPTY_ROOT, is_consistent
from shared.tlog.checkpoint import Checkpoint, parse_checkpoint
from shared.tlog.errors import BadSignature, VerificationError
from shared.tlog.keys import VerifierKey
from shared.tlog.note import Note, parse_note, verified_by
from shared.tlog.submission import Submission, parse_submission


class Refusal(StrEnum):
    """Why a witness does not cosign."""

    MALFORMED = "malformed"
    TURNED_ROUND = "old size above the checkpoint's"
    NOT_SIGNED = "not signed by the log"
    UNKNOWN_LOG = "unknown log"
    OTHER_SIZE = "old size not the one last cosigned"
    FORK = "another root for the size last cosigned"
    BAD_PROOF = "no continuation of what was last cosigned"


@dataclass(frozen=True)
class WitnessedLog:
    """A log that a witness watches: its key, and the tree it last cosigned of it."""

    key: VerifierKey
    size: int = 0
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True)
class Cosigning:
    """A checkpoint to be remembered, then cosigned; `submitted` is its signed note."""

    checkpoint: Checkpoint
    submitted: Note


@dataclass(frozen=True)
class NotCosigned:
    """A refusal, in a sentence; `size` is what the witness last cosigned, if asked.

    `submitted` is the signed checkpoint where it speaks against the log: of another
    root, of fewer entries than were cosigned, or without a proof that it continues
    them.
    """

    refusal: Refusal
    sentence: str
    size: int | None = None
    submitted: bytes | None = None


def judge(body: bytes, logs: Mapping[str, WitnessedLog]) -> Cosigning | NotCosigned:
    """Return whether a witness of these logs, by origin, cosigns what is submitted.

    1. The submission and its checkpoint are well formed.
    2. The checkpoint's origin is a log's that the witness watches.
    3. That log has signed it.
    4. The old size is not above the checkpoint's.
    5. It is the size that the witness last cosigned.
    6. Of the same size, the checkpoint has the same root.
    7. The proof shows that the checkpoint continues what was last cosigned.
    """
    # 1
    try:
        submission = parse_submission(body)
        note = parse_note(submission.checkpoint)
        checkpoint = parse_checkpoint(note.text)
    except VerificationError as error:
        return NotCosigned(Refusal.MALFORMED, str(error))
    # 2
    log = logs.get(checkpoint.origin)
    if log is None:
        return NotCosigned(Refusal.UNKNOWN_LOG, "This log is not witnessed here.")
    # 3
    if not _is_signed(note, log.key):
        return NotCosigned(Refusal.NOT_SIGNED, "The log's key has not signed this.")
    return _continued(submission, checkpoint, log) or Cosigning(checkpoint, note)


def _continued(
    submission: Submission,
    checkpoint: Checkpoint,
    log: WitnessedLog,
) -> NotCosigned | None:
    old, size = submission.old_size, checkpoint.size
    signed = submission.checkpoint
    went_back = signed if size < log.size else None
    # 4
    if old > size:
        sentence = f"The old size {old} is above the checkpoint's {size}."
        return NotCosigned(Refusal.TURNED_ROUND, sentence, submitted=went_back)
    # 5
    if old != log.size:
        sentence = f"The size last cosigned is {log.size}, not {old}."
        return NotCosigned(Refusal.OTHER_SIZE, sentence, log.size, went_back)
    # 6
    if size == log.size and checkpoint.root != log.root:
        sentence = f"Another root was cosigned for {size} entries: this is a fork."
        return NotCosigned(Refusal.FORK, sentence, log.size, signed)
    # 7
    if not is_consistent(old, log.root, size, checkpoint.root, submission.proof):
        sentence = f"The proof does not show that {size} entries continue {old}."
        return NotCosigned(Refusal.BAD_PROOF, sentence, submitted=signed)
    return None


def _is_signed(note: Note, key: VerifierKey) -> bool:
    try:
        return key in verified_by(note, (key,))
    except BadSignature:
        return False
