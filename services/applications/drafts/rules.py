"""Whose a draft is, and until when it may be changed."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.applications.drafts.commands import Owner
from shared.errors import Refused


class Reason(StrEnum):
    """Why a command on a draft is refused."""

    NO_DRAFT = "no-such-draft"
    SUBMITTED = "draft-submitted"
    DELETED = "draft-deleted"


_SAID: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.NO_DRAFT: ("There is no such draft.", "domain §8, 14"),
        Reason.SUBMITTED: (
            "The application has been submitted; its draft cannot change.",
            "domain §1.3",
        ),
        Reason.DELETED: ("The draft has been deleted.", "drafts.kept_days"),
    }
)


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason, with its sentence and its rule."""
    sentence, rule = _SAID[reason]
    return Refused(reason.value, sentence, rule)


def require_own(owner: Owner | None, actor: str) -> Owner:
    """Return whose the draft is; to anybody but its owner it does not exist."""
    if owner is None or owner.actor != actor:
        raise refused(Reason.NO_DRAFT)
    return owner
