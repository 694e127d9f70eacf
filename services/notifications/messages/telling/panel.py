"""Who is told of a matter of health or character."""

from collections.abc import Sequence

from services.notifications.messages.telling.line import Line, nobody
from shared.contracts.declarations import (
    DeclarationClosed,
    DeclarationConcluded,
    DeclarationJudged,
    DeclarationOverdue,
    DeclarationRaised,
    PanelMemberAdded,
    PanelMemberRecused,
)

LATER = "its letter is not written yet"

LINES: Sequence[Line] = (
    *nobody(LATER, DeclarationRaised, DeclarationConcluded),
    *nobody("a finding is one member's, and the panel's follows", DeclarationJudged),
    *nobody(
        "the panel's list shows it to its members",
        PanelMemberAdded,
        PanelMemberRecused,
        DeclarationOverdue,
    ),
    *nobody("the end of the application is told", DeclarationClosed),
)
"""The lines of declared matters."""
