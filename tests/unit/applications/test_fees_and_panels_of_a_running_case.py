"""An application that runs when the rules change."""

from datetime import UTC, datetime
from uuid import UUID

from services.applications.declarations.commands import RaiseDeclaration
from services.applications.declarations.subscribers import DECLARATIONS
from services.applications.fees.commands import ChargeFees
from services.applications.fees.subscribers import FEES
from shared.capability import Capability
from shared.contracts.applications import RecommendationReceived
from shared.contracts.contract import EventData
from shared.contracts.envelope import Envelope, encode
from shared.contracts.referring import ApplicationReferred
from shared.messaging.arrivals import Heard, judge_bytes
from shared.messaging.hearing import react
from shared.rulebook import Rulebook, load_rulebook
from tests.support.applications import APPLICATION_ID, NOW, ROOT, RULEBOOK, TODAY

STATUTORY = load_rulebook(ROOT / "rulebooks" / "hcpc-statutory.toml", TODAY)
RECOMMENDED = RecommendationReceived(
    application_id=APPLICATION_ID,
    assessment_id=UUID(int=1),
    outcome="accept",
    assessors=("assessor-1", "assessor-2"),
)
REFERRED = ApplicationReferred(application_id=APPLICATION_ID, ground="character")


def governing(began_under: str, today: Rulebook) -> Rulebook:
    """Return the rules under which a case began: those of before the change."""
    return RULEBOOK if began_under == RULEBOOK.version_label else today


def heard(event: EventData) -> Heard:
    """Return what was decided under the rules of before the change."""
    envelope = Envelope(
        id=UUID(int=2),
        type=event.TYPE,
        source="/applications",
        subject=f"application/{APPLICATION_ID}",
        sequence=2,
        time=NOW,
        walltime=datetime.now(UTC),
        effective=TODAY,
        actor="service:applications",
        reason=event.REASON,
        rulebook=RULEBOOK.version_label,
        correlationid=APPLICATION_ID,
        causationid=APPLICATION_ID,
        data=event.model_dump(mode="json"),
    )
    judged = judge_bytes(encode(envelope), "")
    assert isinstance(judged, Heard)
    return judged


def command(
    capability: Capability, event: EventData, today: Rulebook = STATUTORY
) -> object:
    """Return the command that a capability makes of it, after the change."""
    reaction = react(capability, "applications", heard(event), NOW, today, governing)
    assert reaction.failure is None
    [made] = reaction.commands
    return made


def test_is_charged_by_the_price_list_under_which_it_began() -> None:
    charge = command(FEES, RECOMMENDED)
    assert isinstance(charge, ChargeFees)
    assert RULEBOOK.fees != STATUTORY.fees
    assert charge.fees == RULEBOOK.fees


def test_goes_before_a_panel_as_the_rules_say_under_which_it_began() -> None:
    more = RULEBOOK.declarations.model_copy(update={"panel_members": 5})
    today = STATUTORY.model_copy(update={"declarations": more})
    reaction = react(
        DECLARATIONS, "applications", heard(REFERRED), NOW, today, governing
    )
    [raised] = reaction.commands
    assert isinstance(raised, RaiseDeclaration)
    assert raised.panel_members == RULEBOOK.declarations.panel_members
