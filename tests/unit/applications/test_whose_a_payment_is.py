"""A row of a bank's file."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.applications.fees.rules.matching import Account, Match, Paid, Row, match
from shared.contracts.fees import PaymentMethod, UnmatchedGround
from tests.support.fees import APPLICATION, OTHER_APPLICATION, REFERENCE, TODAY

ACCOUNT = Account(APPLICATION, REFERENCE, "REF-1", 8000)
OTHER = Account(OTHER_APPLICATION, "F2", "REF-2", 8000)
ROW = Row(
    payment_id=UUID(int=21),
    pence=8000,
    paid_on=TODAY,
    method=PaymentMethod.DIRECT_DEBIT,
    returned=False,
    file="a",
    references=(REFERENCE,),
    sender_reference="",
)
PAID = Paid(
    UUID(int=20),
    APPLICATION,
    8000,
    date(2026, 2, 27),
    PaymentMethod.DIRECT_DEBIT,
    "earlier",
    returned=False,
)
BACK = replace(ROW, returned=True)


def test_is_of_the_application_with_its_reference() -> None:
    assert match(ROW, [ACCOUNT, OTHER], []) == Match(APPLICATION)
    partly = replace(ROW, pence=4000)
    assert match(partly, [ACCOUNT], []) == Match(APPLICATION)


def test_is_of_the_senders_reference_with_the_very_amount() -> None:
    named = replace(ROW, references=(), sender_reference="REF-1")
    assert match(named, [ACCOUNT, OTHER], []) == Match(APPLICATION)
    partly = replace(named, pence=7999)
    assert match(partly, [ACCOUNT], []) is UnmatchedGround.NO_REFERENCE


def test_is_nobodys_without_a_reference_or_with_an_unknown_one() -> None:
    nameless = replace(ROW, references=())
    assert match(nameless, [ACCOUNT], []) is UnmatchedGround.NO_REFERENCE
    unknown = replace(ROW, references=("F3",))
    assert match(unknown, [ACCOUNT], []) is UnmatchedGround.UNKNOWN_REFERENCE


def test_is_for_a_colleague_where_whoever_sends_the_file_has_a_tie() -> None:
    mine = replace(ACCOUNT, tied=True)
    assert match(ROW, [mine, OTHER], []) is UnmatchedGround.SENDER_TIED
    assert match(BACK, [mine], [PAID]) is UnmatchedGround.SENDER_TIED


def test_is_for_a_person_where_it_names_two() -> None:
    both = replace(ROW, references=(REFERENCE, "F2"))
    assert match(both, [ACCOUNT, OTHER], []) is UnmatchedGround.AMBIGUOUS


def test_is_for_a_person_where_another_file_told_of_it() -> None:
    same = replace(PAID, paid_on=TODAY)
    assert match(ROW, [ACCOUNT], [same]) is UnmatchedGround.LOOKS_REPEATED
    assert match(ROW, [ACCOUNT], [PAID]) == Match(APPLICATION)
    own = replace(same, file="a")
    assert match(ROW, [ACCOUNT], [own]) == Match(APPLICATION)


def test_takes_back_the_latest_payment_of_its_amount() -> None:
    older = replace(PAID, payment_id=UUID(int=19), paid_on=date(2026, 1, 30))
    found = match(BACK, [ACCOUNT], [PAID, older])
    assert found == Match(APPLICATION, PAID.payment_id)


def test_takes_back_nothing_that_did_not_come() -> None:
    nothing = UnmatchedGround.NO_PAYMENT_TO_RETURN
    assert match(BACK, [ACCOUNT], []) is nothing
    assert match(BACK, [ACCOUNT], [replace(PAID, returned=True)]) is nothing
    assert match(BACK, [ACCOUNT], [replace(PAID, pence=1)]) is nothing
