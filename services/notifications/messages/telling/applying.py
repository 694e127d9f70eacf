"""Who is told of an application as it comes, and of the entry it leads to."""

from collections.abc import Sequence

from services.notifications.messages.rules import spoken
from services.notifications.messages.telling.audiences import (
    APPLICANT,
    REGISTRANT,
    SENDER,
)
from services.notifications.messages.telling.line import Line, Told, nobody
from services.notifications.messages.telling.saying import (
    REFERENCE,
    application,
    scopes,
    the,
)
from services.notifications.wordings.wording import Value
from shared.capability import Asked
from shared.contracts.application_faults import in_words
from shared.contracts.applications import (
    ApplicationReturned,
    ApplicationSubmitted,
    RegistrationEntered,
)
from shared.contracts.drafts import (
    DraftDeleted,
    DraftSaved,
    DraftStarted,
    DraftSubmitted,
)
from shared.contracts.elsewhere import RegistrationElsewhereChecked
from shared.contracts.evidence import (
    DocumentDestroyed,
    DocumentReceived,
    DocumentScanned,
    DocumentWithdrawn,
)
from shared.contracts.staff_interests import StaffInterestDeclared, StaffInterestEnded
from shared.rulebook import Rulebook

ROUTE_WINDOW_CLOSED = "route-window-closed"


def _route(event: ApplicationSubmitted, asked: Asked) -> Value:
    route = asked.rulebook.route(event.route)
    return route.title if route else spoken(event.route)


def _faults(event: ApplicationReturned, asked: Asked) -> Value:
    return [
        *(_fault(fault, asked.rulebook) for fault in event.faults),
        *_shown_the_way(event.signposts, asked.rulebook),
    ]


def _fault(fault: str, rulebook: Rulebook) -> str:
    """Return a fault in words; of a route that is closed, when it is open."""
    windows = sorted({move.window for move in rulebook.transfers})
    if fault != ROUTE_WINDOW_CLOSED or not windows:
        return in_words(fault)
    return f"{in_words(fault)} It is open {', or '.join(windows)}."


def _shown_the_way(signposts: Sequence[str], rulebook: Rulebook) -> list[str]:
    """Return where those are sent who belong on another register (domain §7.2)."""
    found = (rulebook.signpost(code) for code in signposts)
    return [f"{s.sentence} {s.link_text}: {s.link}" for s in found if s]


LINES: Sequence[Line] = (
    Told(
        event=ApplicationSubmitted,
        to=APPLICANT,
        wording="application-acknowledged",
        rule="domain §1.5",
        about=application,
        words={**REFERENCE, "route": _route, "scopes": scopes("scopes")},
    ),
    Told(
        event=ApplicationReturned,
        to=SENDER,
        wording="application-returned",
        rule="domain §1.5",
        about=application,
        words={**REFERENCE, "faults": _faults},
    ),
    Told(
        event=RegistrationEntered,
        to=REGISTRANT,
        wording="registration-entered",
        rule="domain §1.5",
        about=application,
        words={
            "number": the("registration_number"),
            "registered_on": the("registered_on"),
            "scopes": scopes("scopes"),
        },
    ),
    *nobody("the applicant is writing it", DraftStarted, DraftSaved),
    *nobody("the acknowledgement of the application says it", DraftSubmitted),
    *nobody("it was never sent, and the form says how long it is kept", DraftDeleted),
    *nobody("who supplied it sees it in their case", DocumentReceived),
    *nobody("the case shows it, and a finding is the registrar's", DocumentScanned),
    *nobody("it was their own act, and the case shows it", DocumentWithdrawn),
    *nobody("it follows from what they were told before", DocumentDestroyed),
    *nobody("the outcome is told with the decision", RegistrationElsewhereChecked),
    *nobody(
        "it is of the register's own staff, who declare it themselves",
        StaffInterestDeclared,
        StaffInterestEnded,
    ),
)
"""The lines of what comes with an application."""
