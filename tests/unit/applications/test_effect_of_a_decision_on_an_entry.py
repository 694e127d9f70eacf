"""What is decided of an entry has effect when nobody can appeal any more."""

from dataclasses import replace

from services.applications.entry_fraud.decider import ENTRY_FRAUD
from services.applications.entry_fraud.subscribers import ANSWER, APPEAL, deadlines
from shared.capability import ClearDeadline, SetDeadline
from shared.clock import end_of_register_day
from shared.rulebook.tables.entry_fraud import AppealTo
from tests.support import entry_fraud as told
from tests.support.applications import TODAY
from tests.support.given import Given

given = Given(ENTRY_FRAUD)

STREAM = f"entry-fraud/{told.CASE}"
DECIDED = (told.raised, told.answered, told.removed)


def test_and_not_before_and_once() -> None:
    early = replace(told.take_effect, today=told.APPEAL_BY)
    given(*DECIDED).when(early).then_nothing()
    given(*DECIDED).when(told.take_effect).then(told.in_effect)
    given(*DECIDED, told.in_effect).when(told.take_effect).then_nothing()


def test_and_an_appeal_suspends_it() -> None:
    given(*DECIDED).when(told.appeal_it).then(told.appealed)
    given(*DECIDED, told.appealed).when(told.take_effect).then_nothing()
    given(*DECIDED, told.appealed).when(told.appeal_it).then_nothing()


def test_and_an_appeal_is_the_persons_own_and_in_time() -> None:
    late = replace(told.appeal_it, today=told.take_effect.today)
    given(*DECIDED).when(late).then_refused("appeal-late")
    other = replace(told.appeal_it, sender="applicant-2")
    given(*DECIDED).when(other).then_refused("no-such-case")
    given(told.raised).when(told.appeal_it).then_refused("nothing-to-appeal")
    given(*DECIDED).when(replace(told.appeal_it, sender=None)).then(told.appealed)
    given().when(told.appeal_it).then_refused("no-such-case")


def test_and_on_the_day_on_which_an_appeal_is_dismissed() -> None:
    effect = told.in_effect.model_copy(update={"effective_on": TODAY})
    given(*DECIDED, told.appealed).when(told.dismiss_it).then(told.dismissed, effect)


def test_and_never_where_it_is_set_aside() -> None:
    aside = told.dismissed.model_copy(update={"set_aside": True})
    command = replace(told.dismiss_it, set_aside=True)
    given(*DECIDED, told.appealed).when(command).then(aside)
    given(*DECIDED, told.appealed, aside).when(told.take_effect).then_nothing()
    given(*DECIDED, told.appealed, aside).when(command).then_refused("no-appeal")


def test_and_the_appeal_is_for_others_than_who_acted() -> None:
    appealed = given(*DECIDED, told.appealed)
    for actor in ("registrar-1", "panel-1", "registrar-2"):
        command = replace(told.dismiss_it, decider=actor)
        appealed.when(command).then_refused("acted-in-chain")
    tied = replace(told.dismiss_it, decider="registrar-3")
    appealed.when(tied).then_refused("tied-to-person")
    appealed.when(replace(told.dismiss_it, reasons=())).then_refused("no-reasons")
    given(*DECIDED).when(told.dismiss_it).then_refused("no-appeal")


def test_and_it_goes_where_the_rulebook_says() -> None:
    appealed = given(*DECIDED, told.appealed)
    to_court = replace(told.dismiss_it, appeal_to=AppealTo.COURT)
    appealed.when(to_court).then_refused("appeal-goes-to-court")
    court = replace(told.dismiss_it, by_court=True, decider="registrar-1")
    appealed.when(court).then_refused("appeal-goes-to-panel")
    recorded = told.dismissed.model_copy(
        update={"by_court": True, "decider": "registrar-1"}
    )
    effect = told.in_effect.model_copy(update={"effective_on": TODAY})
    appealed.when(replace(court, appeal_to=AppealTo.COURT)).then(recorded, effect)


def test_and_by_a_deadline_of_its_own() -> None:
    due = end_of_register_day(told.APPEAL_BY)
    assert deadlines(told.removed) == [
        ClearDeadline(STREAM, ANSWER),
        SetDeadline(STREAM, APPEAL, due),
    ]
    assert deadlines(told.appealed) == [ClearDeadline(STREAM, APPEAL)]
    assert deadlines(told.answered) == ()
