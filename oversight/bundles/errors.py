"""What can be wrong with a bundle; each class's docstring is its sentence.

VerificationError     (shared.tlog.errors: of keys, signatures and inclusion proofs)
├── NotABundle
├── Altered
├── OtherKey
├── FalseDisclosure
├── BrokenStream
├── FalseHeads
├── NotWhole
└── StaleHeads
"""

from shared.tlog.errors import VerificationError


class NotABundle(VerificationError):
    """The file is not a bundle that this program can read."""


class Altered(VerificationError):
    """The bundle is not as it was made."""


class OtherKey(VerificationError):
    """The bundle is of another log than the given key's."""


class FalseDisclosure(VerificationError):
    """A disclosure does not belong to its entry."""


class BrokenStream(VerificationError):
    """The versions of a stream are not those that the bundle says it holds."""


class FalseHeads(VerificationError):
    """The sealed stream heads do not bear out what the bundle says."""


class NotWhole(VerificationError):
    """Nothing in the bundle shows that it is whole."""


class StaleHeads(VerificationError):
    """The sealed stream heads are older than is allowed, and hide what came since."""
