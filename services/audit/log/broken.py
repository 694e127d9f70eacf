"""What stops the log for good: a person has to look before anything is signed."""

from shared.errors import RegisterError


class LogBroken(RegisterError):
    """The log is not what was signed; nothing more is signed before it is mended."""

    code = "log-broken"
