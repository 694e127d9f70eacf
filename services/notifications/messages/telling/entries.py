"""Who is told when an entry is extended, comes back, is questioned, or ends."""

from collections.abc import Mapping, Sequence

from services.notifications.messages.telling.audiences import (
    APPLICANT,
    APPLICANT_ON_FILE,
    REGISTRANT,
)
from services.notifications.messages.telling.line import Line, Told, Word, nobody
from services.notifications.messages.telling.saying import (
    application,
    coded,
    identified,
    scopes,
    the,
)
from services.notifications.wordings.wording import Value
from shared.capability import Asked
from shared.contracts.entries import (
    EntryRestored,
    PracticeLevelAdded,
    ScopesAdded,
)
from shared.contracts.entry_fraud import (
    EntryFraudAnswered,
    EntryFraudAppealDecided,
    EntryFraudAppealed,
    EntryFraudDecided,
    EntryFraudRaised,
    EntryFraudTookEffect,
    EntryFraudUnanswered,
)

CASE: Mapping[str, Word] = {"case": identified("case_id")}
REASONED: Mapping[str, Word] = {
    **CASE,
    "reasons": coded("reasons"),
    "explanation": the("explanation"),
}
HELD: Mapping[str, Word] = {
    "number": the("registration_number"),
    "scopes": scopes("scopes"),
}


def _set_aside(event: EntryFraudAppealDecided, _asked: Asked) -> Value:
    return "yes" if event.set_aside else ""


LINES: Sequence[Line] = (
    Told(
        event=ScopesAdded,
        to=REGISTRANT,
        wording="scopes-added",
        rule="domain §2.2",
        about=application,
        words={**HELD, "added_on": the("added_on")},
    ),
    Told(
        event=PracticeLevelAdded,
        to=REGISTRANT,
        wording="level-added",
        rule="domain §2.4",
        about=application,
        words={
            **HELD,
            "level": coded("level"),
            "added_on": the("added_on"),
            "review_by": the("review_by"),
        },
    ),
    Told(
        event=EntryRestored,
        to=REGISTRANT,
        wording="entry-restored",
        rule="domain §2.5",
        about=application,
        words={**HELD, "restored_on": the("restored_on")},
    ),
    Told(
        event=EntryFraudRaised,
        to=APPLICANT,
        wording="entry-questioned",
        rule="domain §1.5",
        about=application,
        words={
            **CASE,
            "allegation": coded("allegation"),
            "particulars": the("particulars"),
            "respond_by": the("respond_by"),
        },
    ),
    Told(
        event=EntryFraudDecided,
        to=APPLICANT,
        wording="entry-decided",
        rule="domain §1.5",
        about=application,
        words={
            **REASONED,
            "outcome": the("outcome"),
            "appeal_by": the("appeal_by"),
        },
    ),
    Told(
        event=EntryFraudAppealed,
        to=APPLICANT,
        wording="entry-appeal-lodged",
        rule="domain §1.5",
        about=application,
        words=CASE,
    ),
    Told(
        event=EntryFraudAppealDecided,
        to=APPLICANT,
        wording="entry-appeal-decided",
        rule="domain §1.5",
        about=application,
        words={**REASONED, "set_aside": _set_aside},
    ),
    Told(
        event=EntryFraudTookEffect,
        to=APPLICANT_ON_FILE,
        wording="entry-changed",
        rule="domain §1.5, §7A R7",
        about=application,
        words={
            **CASE,
            "outcome": the("outcome"),
            "effective_on": the("effective_on"),
            "scopes_ended": scopes("scopes_ended"),
            "levels_ended": coded("levels_ended"),
        },
    ),
    *nobody("it was their own act, and the case shows it", EntryFraudAnswered),
    *nobody("the notice says what follows without an answer", EntryFraudUnanswered),
)
"""The lines of entries."""
