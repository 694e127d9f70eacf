"""Vouching for signatures on paper."""

import pytest

from services.applications.applying.decider import APPLICATION
from services.applications.applying.subscribers import submit as translate
from shared.capability import Asked
from shared.contracts.applications import ApplicationSubmitted, SubmitApplication
from shared.errors import NotPermitted
from shared.identity.permissions import may, require_command
from tests.support.applications import ANSWERS, APPLICATION_ID, NOW, RULEBOOK
from tests.support.given import Given
from tests.support.web import caller


def sent(*, on_paper: bool) -> SubmitApplication:
    return SubmitApplication(
        application_id=APPLICATION_ID, submission=ANSWERS, signed_on_paper=on_paper
    )


def test_is_for_the_registrar() -> None:
    allowed = sent(on_paper=True).actions()
    registrar = caller("registrar")
    assert [may(registrar, action) for action in allowed] == [True, True]
    assert [may(caller("applicant"), action) for action in allowed] == [True, False]
    require_command(registrar, sent(on_paper=True))


def test_is_not_for_the_applicant_who_may_submit_all_the_same() -> None:
    require_command(caller("applicant"), sent(on_paper=False))
    with pytest.raises(NotPermitted):
        require_command(caller("applicant"), sent(on_paper=True))


@pytest.mark.parametrize("on_paper", [True, False])
def test_is_on_record_with_the_application(on_paper: bool) -> None:
    asked = Asked(APPLICATION_ID, "registrar-1", NOW, RULEBOOK)
    command = translate(sent(on_paper=on_paper), asked)
    [event] = Given(APPLICATION)().when(command).events
    assert isinstance(event, ApplicationSubmitted)
    assert event.signed_on_paper is on_paper
