"""What can be wrong with a case file besides its bundle.

VerificationError     (shared.tlog.errors)
├── NotACaseFile
├── OtherFormat
└── AlteredFile
"""

from shared.tlog.errors import VerificationError


class NotACaseFile(VerificationError):
    """The archive is not a case file."""


class OtherFormat(VerificationError):
    """The case file was made by another version of this program."""


class AlteredFile(VerificationError):
    """A file of the case file is not what its proven entries give."""
