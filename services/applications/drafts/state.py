"""What a draft is, without a word of what it says."""

from enum import StrEnum


class State(StrEnum):
    """Where a draft stands."""

    NOT_STARTED = "not-started"
    OPEN = "open"
    SUBMITTED = "submitted"
    DELETED = "deleted"
