"""A declared matter that left the panel with a refusal."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.applications.declarations.commands import (
    CloseDeclaration,
    RaiseDeclaration,
)
from services.applications.declarations.decider import DECLARATION
from services.applications.declarations.subscribers import (
    DECLARATIONS,
    on_appeal_lodged,
    on_appeal_over,
    on_application_refused,
)
from shared.capability import Asked
from shared.contracts.appealing import (
    Against,
    AppealDecided,
    AppealFindingGiven,
    AppealLodged,
    AppealOutcome,
    AppealWithdrawn,
)
from shared.contracts.declarations import ClosingGround, DeclarationClosed, MatterOrigin
from tests.support.applications import RULEBOOK
from tests.support.deciding import refused as refused_application
from tests.support.declarations import (
    APPLICATION,
    JUDGE_BY,
    NOT_SUITABLE,
    NOW,
    PERSON,
    concluded,
    judge,
    judged,
    raise_matter,
    raised,
)
from tests.support.given import Given

given = Given(DECLARATION)
ASKED = Asked(UUID(int=9), "service:applications", NOW, RULEBOOK)
comes_back = raise_matter(MatterOrigin.APPEALED)
back = raised(1, MatterOrigin.APPEALED)
closed = DeclarationClosed(
    application_id=APPLICATION, round=1, reason=ClosingGround.REFUSED
)
lodged = AppealLodged(
    application_id=APPLICATION,
    appeal=1,
    grounds=("judgement",),
    members=2,
    decide_by=JUDGE_BY,
    person_id=PERSON,
)
dismissed = AppealDecided(
    application_id=APPLICATION,
    appeal=1,
    outcome=AppealOutcome.DISMISSED,
    members=("panel-3", "panel-4"),
)


def test_comes_back_with_the_appeal_in_its_round() -> None:
    [command] = on_appeal_lodged(lodged, ASKED)
    assert isinstance(command, RaiseDeclaration)
    assert command.origin is MatterOrigin.APPEALED
    given(raised(), closed).when(comes_back).then(back)
    later = closed.model_copy(update={"round": 2})
    given(raised(), closed, raised(2, MatterOrigin.REFERRED), later).when(
        comes_back
    ).then(raised(2, MatterOrigin.APPEALED))


def test_comes_back_once() -> None:
    given(raised(), closed, back).when(comes_back).then_nothing()


def test_keeps_the_findings_that_were_given() -> None:
    before = (raised(), judged(), closed, back)
    given(*before).when(judge("panel-2")).then(judged("panel-2"), concluded())
    given(*before).when(judge()).then_nothing()


def test_goes_with_the_refusal_that_stands_after_the_appeal() -> None:
    withdrawn = AppealWithdrawn(
        application_id=APPLICATION, appeal=1, against=Against.REFUSAL
    )
    for event in (dismissed, withdrawn):
        [command] = on_appeal_over(event, ASKED)
        assert isinstance(command, CloseDeclaration)
        given(raised(), closed, back).when(command).then(closed)


@pytest.mark.parametrize("outcome", [AppealOutcome.UPHELD, AppealOutcome.SENT_BACK])
def test_stays_before_the_panel_where_the_refusal_does_not_stand(
    outcome: AppealOutcome,
) -> None:
    decided = dismissed.model_copy(update={"outcome": outcome})
    assert on_appeal_over(decided, ASKED) == []


def test_stays_before_the_panel_of_somebody_admitted_in_fewer_scopes() -> None:
    narrower = {"against": Against.NARROWER_SCOPE}
    assert on_appeal_over(dismissed.model_copy(update=narrower), ASKED) == []


def test_leaves_again_with_another_refusal() -> None:
    [command] = on_application_refused(refused_application, ASKED)
    given(raised(), closed, back).when(
        replace(command, application_id=APPLICATION)
    ).then(closed)


def test_is_not_made_by_an_appeal() -> None:
    given().when(comes_back).then_nothing()
    given(raised()).when(comes_back).then_nothing()
    found = (judged(finding=NOT_SUITABLE), judged("panel-2", NOT_SUITABLE))
    given(raised(), *found, concluded(NOT_SUITABLE)).when(comes_back).then_nothing()


def test_is_judged_by_nobody_who_hears_the_appeal() -> None:
    assert AppealFindingGiven in DECLARATIONS.hears
