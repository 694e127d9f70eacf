"""A finding on a declared matter."""

from services.applications.declarations.decider import DECLARATION
from shared.contracts.declarations import PanelMemberAdded
from tests.support.declarations import (
    APPLICATION,
    NO_CONCERN,
    NOT_SUITABLE,
    NOTED,
    concluded,
    judge,
    judged,
    raised,
)
from tests.support.given import Given

given = Given(DECLARATION)
one_more = PanelMemberAdded(application_id=APPLICATION, round=1, panel_members=3)


def test_waits_for_the_other_member() -> None:
    given(raised()).when(judge()).then(judged())


def test_concludes_the_matter_where_the_members_agree() -> None:
    for finding in (NO_CONCERN, NOTED, NOT_SUITABLE):
        given(raised(), judged(finding=finding)).when(judge("panel-2", finding)).then(
            judged("panel-2", finding), concluded(finding)
        )


def test_calls_for_one_more_member_where_they_differ() -> None:
    given(raised(), judged()).when(judge("panel-2", NOT_SUITABLE)).then(
        judged("panel-2", NOT_SUITABLE), one_more
    )


def test_goes_by_the_majority_of_three() -> None:
    differ = (judged(), judged("panel-2", NOT_SUITABLE), one_more)
    given(raised(), *differ).when(judge("panel-3", NOT_SUITABLE)).then(
        judged("panel-3", NOT_SUITABLE),
        concluded(NOT_SUITABLE, "panel-1", "panel-2", "panel-3"),
    )


def test_changes_nothing_the_second_time() -> None:
    given(raised(), judged()).when(judge()).then_nothing()
    over = (judged(), judged("panel-2"), concluded())
    given(raised(), *over).when(judge()).then_nothing()


def test_is_locked_once_given() -> None:
    given(raised(), judged()).when(judge(finding=NOTED)).then_refused("already-judged")


def test_needs_grounds() -> None:
    given(raised()).when(judge(grounds=())).then_refused("no-grounds")
    given(raised()).when(judge(grounds=None)).then_refused("no-grounds")


def test_is_refused_where_nothing_is_before_the_panel() -> None:
    given().when(judge()).then_refused("no-declared-matter")
    over = (judged(), judged("panel-2"), concluded())
    given(raised(), *over).when(judge("panel-3")).then_refused("matter-not-open")
