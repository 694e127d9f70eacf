"""An appeal whose target has passed."""

from datetime import timedelta

from services.applications.applying.commands import RecordAppealOverdue
from services.applications.applying.decider import APPLICATION
from shared.contracts.appealing import AppealOverdue
from tests.support.applications import APPLICATION_ID, NOW, TODAY
from tests.support.deciding import (
    appeal_dismissed,
    appealable,
    lodged,
    recommended,
    submitted,
)
from tests.support.given import Given

given = Given(APPLICATION)
appeal = (submitted, recommended, appealable, lodged)
due_on = TODAY + timedelta(days=30)
look = RecordAppealOverdue(APPLICATION_ID, NOW, due_on + timedelta(days=1))
overdue = AppealOverdue(application_id=APPLICATION_ID, appeal=1, was_due_on=due_on)


def test_is_overdue_once() -> None:
    given(*appeal).when(look).then(overdue)
    given(*appeal, overdue).when(look).then_nothing()


def test_is_not_overdue_on_its_last_day() -> None:
    today = RecordAppealOverdue(APPLICATION_ID, NOW, due_on)
    given(*appeal).when(today).then_nothing()


def test_is_not_overdue_once_decided() -> None:
    given(*appeal, appeal_dismissed).when(look).then_nothing()
