"""Who is told when proposers confirm: each letter has a link, made as it is sent."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from services.notifications.messages.commands import Link
from services.notifications.messages.telling.audiences import PROPOSER
from services.notifications.messages.telling.line import (
    Addressee,
    Line,
    Told,
    Word,
    nobody,
)
from services.notifications.messages.telling.saying import (
    application,
    last_day_of,
    the,
)
from shared.capability import Asked
from shared.contracts.confirming import (
    ConfirmationAsked,
    ConfirmationClosed,
    ConfirmationDeclined,
    ConfirmationGiven,
    ConfirmationLapsed,
    ConfirmationReminded,
)

CONFIRM = "confirm"

Written: TypeAlias = ConfirmationAsked | ConfirmationReminded


def _link(event: Written, _proposer: Addressee, _asked: Asked) -> Link:
    """Return what the link is for: one confirmation, and one attempt at it."""
    subject = f"{event.confirmation_id}:{event.attempt}"
    return Link(CONFIRM, subject, event.expires_at)


WORDS: Mapping[str, Word] = {
    "applicant": the("applicant_name"),
    "answer_by": last_day_of("expires_at"),
}

LINES: Sequence[Line] = (
    Told(
        event=ConfirmationAsked,
        to=PROPOSER,
        wording="confirmation-asked",
        rule="domain §1.2",
        about=application,
        words=WORDS,
        link=_link,
    ),
    Told(
        event=ConfirmationReminded,
        to=PROPOSER,
        wording="confirmation-reminder",
        rule="domain §1.2",
        about=application,
        words=WORDS,
        link=_link,
    ),
    *nobody("it was the proposer's own act, and the case shows it", ConfirmationGiven),
    *nobody("the case is the registrar's to look into", ConfirmationDeclined),
    *nobody("the case shows it, and another proposer is asked", ConfirmationLapsed),
    *nobody("nothing is waited for any more", ConfirmationClosed),
)
"""The lines of confirmations."""
