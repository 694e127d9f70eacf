"""What can be wrong with a log or a proof; each class's docstring is its sentence.

VerificationError
├── MalformedNote
├── BadSignature
├── NotSigned
├── MalformedKey
├── MalformedCheckpoint
├── OtherLog
├── MalformedPolicy
├── MalformedProof
├── MalformedSubmission
├── QuorumMissing
├── NotIncluded
├── MalformedBundle
├── RolledBack
├── Rewritten
├── NotServed
├── Unreachable
└── DamagedLog        (shared.tlog.damage: it carries what was found)
"""

import inspect


class VerificationError(Exception):
    """The log could not be verified."""

    def __init__(self, detail: str = "") -> None:
        """Put the class's own sentence first, then what is particular here."""
        sentence = (inspect.getdoc(type(self)) or "").partition("\n")[0]
        super().__init__(f"{sentence[:-1]}: {detail}." if detail else sentence)


class MalformedNote(VerificationError):
    """The signed note is not in the C2SP signed-note format."""


class BadSignature(VerificationError):
    """A signature under a known key's name does not hold, so nothing is believed."""


class NotSigned(VerificationError):
    """A demanded key has not signed the note."""


class MalformedKey(VerificationError):
    """The key is not a verifier key of the form name+id+key."""


class MalformedCheckpoint(VerificationError):
    """The checkpoint's text is not an origin, a size and a root."""


class OtherLog(VerificationError):
    """The checkpoint is of another log than the key's."""


class MalformedPolicy(VerificationError):
    """The policy is not in the C2SP tlog-policy format."""


class QuorumMissing(VerificationError):
    """Too few witnesses have cosigned the checkpoint."""


class MalformedSubmission(VerificationError):
    """What was submitted is not an old size, a consistency proof and a checkpoint."""


class MalformedProof(VerificationError):
    """The proof file is not in the C2SP tlog-proof format."""


class NotIncluded(VerificationError):
    """The proof does not lead from this entry to the signed root."""


class MalformedBundle(VerificationError):
    """The entry bundle cannot be read as length-prefixed entries."""


class RolledBack(VerificationError):
    """The log is older than the one seen before, so entries have been taken away."""


class Rewritten(VerificationError):
    """The log does not continue the one seen before, so its history was rewritten."""


class NotServed(VerificationError):
    """The log does not have what its checkpoint promises."""


class Unreachable(VerificationError):
    """The log could not be read."""
