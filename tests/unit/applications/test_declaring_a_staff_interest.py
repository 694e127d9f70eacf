"""Declaring a tie of the staff or the board to a person."""

from dataclasses import replace
from uuid import UUID

from services.applications.staff_interests.commands import Declare, End
from services.applications.staff_interests.decider import STAFF_INTEREST
from services.applications.staff_interests.rules import digest_of
from shared.contracts.staff_interests import (
    StaffInterestDeclared,
    StaffInterestEnded,
    Tie,
)
from tests.support.applications import NOW, PERSON_ID
from tests.support.given import Given

INTEREST_ID = UUID("0192f0c1-0000-7000-8000-0000000000cc")
given = Given(STAFF_INTEREST)
declare = Declare(
    interest_id=INTEREST_ID,
    actor="registrar-1",
    tie=Tie.FAMILY,
    person_id=PERSON_ID,
    email=" Zoe@Example.org",
    now=NOW,
)
end = End(INTEREST_ID, "registrar-2", NOW)
declared = StaffInterestDeclared(
    interest_id=INTEREST_ID,
    actor="registrar-1",
    tie=Tie.FAMILY,
    person_id=PERSON_ID,
    email_digest=digest_of("zoe@example.org"),
)
ended = StaffInterestEnded(interest_id=INTEREST_ID)


def test_keeps_no_address_but_its_digest() -> None:
    given().when(declare).then(declared)


def test_changes_nothing_when_the_same_is_declared_again() -> None:
    given(declared).when(replace(declare, same=True)).then_nothing()


def test_is_refused_under_an_id_that_is_taken() -> None:
    given(declared).when(declare).then_refused("declared-otherwise")


def test_is_refused_where_nobody_is_named() -> None:
    nobody = replace(declare, person_id=None, email="  ")
    given().when(nobody).then_refused("nobody-named")


def test_ends_once() -> None:
    given(declared).when(end).then(ended)
    given(declared, ended).when(end).then_nothing()
    given().when(end).then_refused("not-declared")


def test_is_not_ended_by_whose_tie_it_is() -> None:
    given(declared).when(replace(end, actor="registrar-1")).then_refused("own-tie")
