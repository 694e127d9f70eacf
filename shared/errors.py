"""The few errors of the register, each with one sentence and one HTTP status.

RegisterError
├── Refused             409  the rules do not allow it
│   └── StaleVersion    409  the case has moved on since it was read
├── CommandIdReused     409  the same command id came with other content
├── Malformed           422  the request cannot be read; names the field
├── NotFound            404  there is no such thing for this caller
├── NotAuthenticated    401  no valid token or signature
├── NotPermitted        403  this caller may not do that
├── Unavailable         503  a part that is needed does not answer
├── Failed              500  a fault of ours, not of who asked
├── Altered             500  what is kept is not what was sealed: nothing is said by it
├── NotYet                   the subject of a message has not arrived
├── Unreadable               a record is not what its contract says
└── TooManyFailures          so many first failures that the consumer stops
"""


class RegisterError(Exception):
    """Something in the register went wrong."""

    status = 500
    code = "register-error"

    def __init__(self, sentence: str | None = None) -> None:
        self.sentence = sentence or (type(self).__doc__ or "").split("\n", 1)[0]
        super().__init__(self.sentence)


class Refused(RegisterError):
    """The rules do not allow it."""

    status = 409
    code = "refused"

    def __init__(self, code: str, sentence: str, rule: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.rule = rule


class StaleVersion(Refused):
    """The case has moved on since it was read."""

    def __init__(self, stream: str, expected: int, current: int) -> None:
        super().__init__(
            "stale-version",
            f"{stream} is at version {current}, not {expected}: read it again first.",
        )
        self.current = current


class VersionNotTold(Refused):
    """Nobody who acts blind names a version: it would tell what others have done."""

    def __init__(self) -> None:
        super().__init__(
            "version-not-told",
            "How far this case is, is not told to who judges it: send the command"
            " without an expected version.",
            "domain §1.4",
        )


class CommandIdReused(RegisterError):
    """The same command id came before with other content."""

    status = 409
    code = "command-id-reused"


class Malformed(RegisterError):
    """The request cannot be read."""

    status = 422
    code = "malformed"

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class NotFound(RegisterError):
    """There is no such thing here."""

    status = 404
    code = "not-found"


class NotAuthenticated(RegisterError):
    """A valid bearer token is needed."""

    status = 401
    code = "not-authenticated"


class NotPermitted(RegisterError):
    """Your role does not allow this."""

    status = 403
    code = "not-permitted"

    def __init__(self, sentence: str | None = None, action: str | None = None) -> None:
        super().__init__(sentence)
        self.action = action


class Unavailable(RegisterError):
    """A part that is needed does not answer."""

    status = 503
    code = "unavailable"


class Failed(RegisterError):
    """Something went wrong here; it was not done."""

    code = "failed"


class Altered(RegisterError):
    """What is kept here is not what was sealed."""

    code = "altered"


class NotYet(RegisterError):
    """The subject of the message has not arrived."""

    code = "not-yet"

    def __init__(self, awaits: str) -> None:
        super().__init__(f"{awaits} has not arrived.")
        self.awaits = awaits


class Unreadable(RegisterError):
    """The record is not what its contract says."""

    code = "unreadable"


class TooManyFailures(RegisterError):
    """So many messages failed for the first time that the consumer stops."""

    code = "too-many-failures"
