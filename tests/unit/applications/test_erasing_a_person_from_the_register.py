"""Erasing a person."""

from services.applications.retention.commands import LookForConfirmations
from services.applications.retention.decider import PERSON
from shared.contracts.retention import (
    ErasureCompleted,
    ErasureGround,
    ErasureNoted,
    ErasureProposed,
    ErasureUnconfirmed,
    RecordClass,
)
from tests.support import retention as told
from tests.support.given import Given

given = Given(PERSON)
APPLICATION, CONTACT, ENTRY = (
    RecordClass.APPLICATION,
    RecordClass.CONTACT,
    RecordClass.ENTRY,
)


def test_erases_all_of_somebody_who_was_never_registered() -> None:
    given().when(told.erase()).then(told.erased(APPLICATION))


def test_keeps_the_entry_of_somebody_who_was_and_says_by_which_rule() -> None:
    given().when(told.erase(told.REGISTERED)).then(
        told.erased(APPLICATION, CONTACT, kept=(ENTRY,))
    )


def test_takes_the_entry_too_where_the_rulebook_does_not_keep_it() -> None:
    rules = told.policy(keeps_entry=False)
    given().when(told.erase(told.REGISTERED, rules=rules)).then(
        told.erased(APPLICATION, CONTACT, ENTRY)
    )


def test_takes_what_is_left_after_the_papers_have_had_their_time() -> None:
    given(told.erased(APPLICATION)).when(told.erase(told.REGISTERED)).then(
        told.erased(CONTACT, kept=(ENTRY,), number=2)
    )


def test_changes_nothing_the_second_time() -> None:
    given(told.erased(APPLICATION)).when(told.erase()).then_nothing()


def test_is_refused_under_a_legal_hold() -> None:
    given(told.held()).when(told.erase()).then_refused("legal-hold")


def test_is_refused_while_a_case_is_open() -> None:
    given().when(told.erase(told.UNDER_WAY)).then_refused("case-open")


def test_is_refused_for_somebody_of_whom_nothing_is_held() -> None:
    given().when(told.erase(told.NOBODY)).then_refused("unknown-person")


def test_waits_for_a_second_person_where_the_rulebook_wants_one() -> None:
    rules = told.policy(second_person=True)
    given().when(told.erase(rules=rules)).then(told.proposed())
    given(told.proposed()).when(told.erase(by=told.SECOND, rules=rules)).then(
        told.erased(APPLICATION)
    )


def test_is_not_agreed_to_by_whoever_proposed_it() -> None:
    rules = told.policy(second_person=True)
    given(told.proposed()).when(told.erase(rules=rules)).then_refused("second-person")


def test_is_proposed_anew_where_the_second_person_has_another_ground() -> None:
    rules, ground = told.policy(second_person=True), ErasureGround.UNLAWFUL
    other = told.erase(by=told.SECOND, ground=ground, rules=rules)
    given(told.proposed()).when(other).then(
        ErasureProposed(about=told.ABOUT, reason=ground, proposed_by=told.SECOND)
    )


def test_is_complete_when_every_service_has_confirmed() -> None:
    noted = [
        ErasureNoted(about=told.ABOUT, erasure_id=told.erasure_id(), service=service)
        for service in told.SERVICES
    ]
    given(told.erased()).when(told.confirm("applications")).then(noted[0])
    given(told.erased(), noted[0]).when(told.confirm("assessment")).then(
        noted[1],
        ErasureCompleted(about=told.ABOUT, erasure_id=told.erasure_id()),
    )
    given(told.erased(), *noted).when(told.confirm("assessment")).then_nothing()


def test_raises_an_alarm_that_names_who_has_not_confirmed() -> None:
    noted = ErasureNoted(
        about=told.ABOUT, erasure_id=told.erasure_id(), service="applications"
    )
    look = LookForConfirmations(told.PERSON, told.NOW)
    given(told.erased(), noted).when(look).then(
        ErasureUnconfirmed(
            about=told.ABOUT, erasure_id=told.erasure_id(), missing=("assessment",)
        )
    )
    given().when(look).then_nothing()
