"""Who is told of a matter of health or character."""

from collections.abc import Sequence

from services.notifications.messages.telling.audiences import (
    APPLICANT_ON_FILE,
    REGISTRAR,
)
from services.notifications.messages.telling.line import Line, Told, nobody
from services.notifications.messages.telling.saying import (
    REFERENCE,
    application,
    called,
    identified,
    the,
)
from shared.contracts.declarations import (
    DeclarationClosed,
    DeclarationConcluded,
    DeclarationJudged,
    DeclarationOverdue,
    DeclarationRaised,
    PanelMemberAdded,
    PanelMemberRecused,
)

LINES: Sequence[Line] = (
    Told(
        event=DeclarationRaised,
        to=APPLICANT_ON_FILE,
        wording="matter-raised",
        rule="domain §1.2",
        about=application,
        words={**REFERENCE, "judge_by": the("judge_by")},
    ),
    Told(
        event=DeclarationConcluded,
        to=APPLICANT_ON_FILE,
        wording="matter-concluded",
        rule="domain §1.2",
        about=application,
        words={**REFERENCE, "finding": the("finding")},
    ),
    Told(
        event=DeclarationOverdue,
        to=REGISTRAR,
        wording="case-escalated",
        rule="domain §1.5",
        about=application,
        words={
            "what": called("A matter of health or character"),
            "case": identified("application_id"),
            "due_on": the("was_due_on"),
        },
    ),
    *nobody("a finding is one member's, and the panel's follows", DeclarationJudged),
    *nobody(
        "the panel's list shows it to its members",
        PanelMemberAdded,
        PanelMemberRecused,
    ),
    *nobody("the end of the application is told", DeclarationClosed),
)
"""The lines of declared matters."""
