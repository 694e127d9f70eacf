"""Why a command on an application is refused, and what a reason must look like."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from shared.errors import Refused

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 60


class Reason(StrEnum):
    """Why a command on an application is refused."""

    NOTHING_SUBMITTED = "nothing-submitted"
    OTHER_CONTENT = "other-content"
    NOT_PENDING = "not-pending"
    NO_RECOMMENDATION = "no-recommendation"
    DECIDER_ASSESSED = "decider-assessed"
    NO_REASONS = "no-reasons"
    BAD_REASON = "bad-reason"
    ALREADY_DECIDED = "already-decided"


_SAID: Mapping[Reason, tuple[str, str | None]] = MappingProxyType(
    {
        Reason.NOTHING_SUBMITTED: (
            "The submission's answers did not come with the command.",
            None,
        ),
        Reason.OTHER_CONTENT: (
            "An application with this id has been submitted with other content.",
            None,
        ),
        Reason.NOT_PENDING: (
            "Only a submitted application can receive a recommendation.",
            None,
        ),
        Reason.NO_RECOMMENDATION: (
            "An application is decided on a recommendation, and there is none yet.",
            "domain §1.4",
        ),
        Reason.DECIDER_ASSESSED: (
            "Whoever assessed an application does not decide it.",
            "domain §8, 1",
        ),
        Reason.NO_REASONS: (
            "An application is refused with reasons, and none was given.",
            "domain §1.5",
        ),
        Reason.BAD_REASON: (
            "A reason is a code, such as 'evidence-missing', and no free text.",
            None,
        ),
        Reason.ALREADY_DECIDED: (
            "The application has been decided the other way; that takes an appeal.",
            "domain §1.5",
        ),
    }
)


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason, with its sentence and its rule."""
    sentence, rule = _SAID[reason]
    return Refused(reason.value, sentence, rule)


def is_code(text: str) -> bool:
    """Tell whether a reason is a code: free text may hold personal data."""
    return len(text) <= LONGEST_CODE and _CODE.fullmatch(text) is not None
