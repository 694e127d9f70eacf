"""The last days of requests and appeals (domain §7A R2, R6)."""

from datetime import date

from services.applications.applying.rules.last_days import (
    answer_by,
    appeal_by,
    appeal_decide_by,
)
from shared.rulebook import load_rulebook
from tests.support.applications import ROOT, RULEBOOK, TODAY

STATUTORY = load_rulebook(ROOT / "rulebooks" / "hcpc-statutory.toml", TODAY)
DECIDED = date(2027, 3, 1)


def test_counts_thirty_days_from_the_service_of_a_voluntary_refusal() -> None:
    # Served on 2 March, which is day 0.
    assert appeal_by(DECIDED, RULEBOOK) == date(2027, 4, 1)


def test_counts_twenty_eight_days_from_the_day_of_a_statutory_decision() -> None:
    assert appeal_by(DECIDED, STATUTORY) == date(2027, 3, 29)


def test_counts_the_days_for_an_answer_from_the_service_of_the_request() -> None:
    assert answer_by(DECIDED, RULEBOOK) == date(2027, 4, 27)


def test_counts_the_target_of_an_appeal_from_its_receipt() -> None:
    assert appeal_decide_by(DECIDED, RULEBOOK) == date(2027, 3, 31)
