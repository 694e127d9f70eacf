"""A declared matter."""

from datetime import UTC, date, datetime
from uuid import UUID

from services.applications.declarations.commands import (
    CloseDeclaration,
    RaiseDeclaration,
)
from services.applications.declarations.decider import DECLARATION
from services.applications.declarations.subscribers import (
    deadlines,
    on_application_referred,
    on_application_refused,
    on_application_submitted,
    on_application_withdrawn,
)
from shared.capability import Asked, SetDeadline
from shared.contracts.applications import ApplicationRefused
from shared.contracts.declarations import ClosingGround, DeclarationClosed, MatterOrigin
from shared.contracts.further_information import ApplicationWithdrawn
from shared.contracts.referring import ApplicationReferred
from tests.support.applications import RULEBOOK
from tests.support.deciding import refused as refused_application
from tests.support.deciding import submitted
from tests.support.declarations import (
    APPLICATION,
    NOT_SUITABLE,
    NOW,
    concluded,
    judged,
    raise_matter,
    raised,
)
from tests.support.given import Given

given = Given(DECLARATION)
ASKED = Asked(UUID(int=9), "service:applications", NOW, RULEBOOK)
close = CloseDeclaration(APPLICATION, ClosingGround.REFUSED, NOW)
closed = DeclarationClosed(
    application_id=APPLICATION, round=1, reason=ClosingGround.REFUSED
)


def test_goes_to_the_panel_with_what_was_declared() -> None:
    declaring = submitted.model_copy(
        update={"health_to_declare": True, "declaration_details": "Asthma."}
    )
    [command] = on_application_submitted(declaring, ASKED)
    assert isinstance(command, RaiseDeclaration)
    assert command.subject.grounds == ("health",)
    assert command.subject.details == "Asthma."
    assert command.judge_by == date(2026, 3, 30)


def test_is_not_there_where_nothing_is_declared() -> None:
    nothing = submitted.model_copy(
        update={"health_to_declare": False, "character_to_declare": False}
    )
    assert not on_application_submitted(nothing, ASKED)


def test_is_raised_once() -> None:
    given().when(raise_matter()).then(raised())
    given(raised()).when(raise_matter()).then_nothing()
    given(raised(), closed).when(raise_matter()).then_nothing()


def test_may_be_referred_by_the_registrar() -> None:
    event = ApplicationReferred(
        application_id=APPLICATION, ground="character", explanation="A press report."
    )
    [command] = on_application_referred(event, ASKED)
    assert isinstance(command, RaiseDeclaration)
    assert command.origin is MatterOrigin.REFERRED
    assert command.subject.details == "A press report."
    withdrawn = ApplicationWithdrawn(application_id=APPLICATION, concern_open=True)
    assert len(on_application_withdrawn(withdrawn, ASKED)) == 1


def test_comes_again_when_the_registrar_refers_it() -> None:
    refer = raise_matter(MatterOrigin.REFERRED)
    found = (judged(finding=NOT_SUITABLE), judged("panel-2", NOT_SUITABLE))
    given(raised(), *found, concluded(NOT_SUITABLE)).when(refer).then(
        raised(2, MatterOrigin.REFERRED)
    )


def test_is_due_at_the_end_of_its_last_day() -> None:
    [change] = deadlines(raised())
    assert isinstance(change, SetDeadline)
    # Summer time has begun the day before.
    assert change.due_at == datetime(2026, 3, 30, 23, tzinfo=UTC)


def test_is_closed_with_a_refused_application() -> None:
    assert isinstance(refused_application, ApplicationRefused)
    assert len(on_application_refused(refused_application, ASKED)) == 1
    given(raised()).when(close).then(closed)


def test_is_not_closed_twice_nor_where_there_is_none() -> None:
    given(raised(), closed).when(close).then_nothing()
    given().when(close).then_nothing()
