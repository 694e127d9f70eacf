"""Why a document is not taken: it is refused whole, and nothing of it is kept."""

from enum import StrEnum

from shared.errors import Malformed

FIELD = "document"


class Fault(StrEnum):
    """What is wrong with a document, as a code."""

    EMPTY = "empty-document"
    TOO_LARGE = "too-large"
    NOT_ACCEPTED = "type-not-accepted"
    UNREADABLE = "unreadable-document"
    ENCRYPTED = "encrypted-document"
    INFECTED = "infected-document"


class UnacceptableDocument(Malformed):
    """The document is not taken."""

    def __init__(self, fault: Fault, sentence: str) -> None:
        super().__init__(sentence, FIELD)
        self.code = fault.value
