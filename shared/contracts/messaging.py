"""Events and commands that every service has, since they belong to the kit."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Code, Line, Text
from shared.contracts.contract import CommandData, EventData, Personal


class CommandRefused(EventData):
    """A command was refused: its id, the code and the sentence."""

    TYPE: ClassVar[str] = "register.messaging.command-refused.v1"

    command_id: UUID
    command_type: str
    stream: str
    code: str
    sentence: str
    rule: str | None = None

    REASON: ClassVar[str] = "refused"


class MessageRetried(EventData):
    """A waiting message was tried again on somebody's word."""

    TYPE: ClassVar[str] = "register.messaging.message-retried.v1"

    capability: str
    stream: str
    version: int
    reason: str


class MessagePassedOver(EventData):
    """A waiting message was given up by an authorised person, with a reason."""

    TYPE: ClassVar[str] = "register.messaging.message-passed-over.v1"

    capability: str
    stream: str
    version: int
    reason: str
    explanation: Personal[str] = None


class RulebookChanged(EventData):
    """Other rules are in force than before: another version, or another file.

    `sha256` names the bytes of the file, `tables` the content of each of its tables in
    force; `changed` are the tables that differ from those recorded before. `begins` are
    the first days of all versions in the file.
    """

    TYPE: ClassVar[str] = "register.messaging.rulebook-changed.v1"
    REASON: ClassVar[str] = "rules-in-force"

    service: str
    previous: str | None
    version: str
    sha256: str
    changed: tuple[str, ...]
    tables: Mapping[str, str]
    begins: tuple[date, ...]


class ErasureConfirmed(EventData):
    """A service has erased a person from all that it holds, and counts what went.

    `disclosures` opened personal fields, `rows` are those of its read tables,
    `waiting` messages that waited, `answers` those whose digest was blanked.
    """

    TYPE: ClassVar[str] = "register.messaging.erasure-confirmed.v1"
    REASON: ClassVar[str] = "person-erased"

    about: str
    erasure_id: UUID
    service: str
    disclosures: int
    rows: int
    waiting: int
    answers: int


class KeptForItsTime(EventData):
    """What a service had kept for as long as the rulebook says is gone, by number.

    `kind` is `search-text` or `logged-search-text` (in a store and in the log: the
    words of searches that name nobody; that somebody looked stays), or
    `quarantined-bytes` (their SHA-256 stays an entry). All of the kind that was
    recorded before `recorded_before` is gone; `count` is how many went now.
    """

    TYPE: ClassVar[str] = "register.messaging.kept-for-its-time.v1"
    REASON: ClassVar[str] = "retention-ended"

    service: str
    kind: str
    recorded_before: datetime
    count: int
    rule: str


class RetryMessage(CommandData):
    """Try a waiting message again now."""

    TYPE: ClassVar[str] = "register.messaging.retry-message.v1"

    capability: Code
    stream: Line
    version: int
    reason: Code


class PassOverMessage(CommandData):
    """Give a waiting message up, so that what waits behind it goes on."""

    TYPE: ClassVar[str] = "register.messaging.pass-over-message.v1"

    capability: Code
    stream: Line
    version: int
    reason: Code
    explanation: Personal[Text] = None


EVENTS: tuple[type[EventData], ...] = (
    CommandRefused,
    MessageRetried,
    MessagePassedOver,
    ErasureConfirmed,
    KeptForItsTime,
    RulebookChanged,
)
COMMANDS: tuple[type[CommandData], ...] = (RetryMessage, PassOverMessage)
