"""A file of payments."""

from datetime import date

import pytest

from cli.failures import Failed
from cli.fees.importing import RowOutcome, pounds, require_reconciled, sums_of
from cli.fees.reading import PaymentsFile, parse_payments
from shared.contracts.fees import PaymentMethod, ReturnGround

BANK = b"""date,amount,reference,text
2026-03-02,80.00,F1234,Ms Z
03/03/2026,"1,250.50",,Trust
"""
DEBITS = b"""date,amount,reference,result,reason
2026-03-02,80.00,F1234,paid,
2026-03-04,80.00,F1234,returned,0
2026-03-05,80.00,F1234,returned,account-closed
"""


def payments(raw: bytes) -> PaymentsFile:
    return parse_payments("payments.csv", raw)


def test_is_a_banks_or_of_direct_debits_by_its_header() -> None:
    assert payments(BANK).method is PaymentMethod.BANK_TRANSFER
    assert payments(DEBITS).method is PaymentMethod.DIRECT_DEBIT


def test_tells_days_and_pence() -> None:
    first, second = payments(BANK).rows
    assert (first.paid_on, first.pence) == (date(2026, 3, 2), 8000)
    assert (second.paid_on, second.pence) == (date(2026, 3, 3), 125050)


def test_tells_why_a_debit_came_back() -> None:
    grounds = [row.returned for row in payments(DEBITS).rows]
    assert grounds == [None, ReturnGround.REFER_TO_PAYER, ReturnGround.ACCOUNT_CLOSED]


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"", "line 1, column 1"),
        (b"date,amount\n", "line 1, column 1"),
        (b"date,amount,reference,text\n", "line 1, column 1"),
        (b"date,amount,reference,text\n1,2\n", "line 2, column 1"),
        (b"date,amount,reference,text\n2026-02-30,1,,\n", "line 2, column 1"),
        (b"date,amount,reference,text\n2026-03-02,-5,,\n", "line 2, column 2"),
        (b"date,amount,reference,text\n2026-03-02,0,,\n", "line 2, column 2"),
        (b"date,amount,reference,text\n2026-03-02,8.5,,\n", "line 2, column 2"),
        (
            b"date,amount,reference,result,reason\n2026-03-02,8,,late,\n",
            "line 2, column 4",
        ),
        (
            b"date,amount,reference,result,reason\n2026-03-02,8,,returned,Z\n",
            "line 2, column 5",
        ),
    ],
)
def test_is_refused_whole_with_the_place_of_its_fault(raw: bytes, place: str) -> None:
    with pytest.raises(Failed) as failed:
        payments(raw)
    assert place in failed.value.message


def test_gives_a_row_the_same_ids_whenever_it_is_read() -> None:
    one, other = payments(BANK), payments(BANK)
    row, second = one.rows
    assert one.command_id(row, "registrar") == other.command_id(row, "registrar")
    assert one.payment_id(row) != one.payment_id(second)
    assert payments(BANK + b"\n").payment_id(row) != one.payment_id(row)


def test_adds_up_to_the_penny() -> None:
    file = payments(BANK)
    outcomes = [
        RowOutcome(row, outcome, "", "")
        for row, outcome in zip(file.rows, ("matched", "unmatched"), strict=True)
    ]
    sums = sums_of(outcomes)
    require_reconciled(file, sums)
    assert pounds(sums["unmatched"].pence) == "£1,250.50"
    with pytest.raises(Failed):
        require_reconciled(file, {"matched": sums["matched"]})
