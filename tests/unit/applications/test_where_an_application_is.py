"""Where an application is, as its applicant is told."""

from dataclasses import replace
from datetime import date

import pytest

from services.applications.applying.rules.clock import Stop, stopped_days
from services.applications.applying.rules.standing import (
    Holder,
    Situation,
    standing,
    target,
)
from shared.calendar import Division, holidays_of
from shared.rulebook import load_rulebook
from tests.support.applications import ROOT, RULEBOOK

TODAY = date(2026, 11, 22)
SENT = date(2026, 11, 2)
DAY = date(2026, 12, 22)
STATUTORY = load_rulebook(ROOT / "rulebooks" / "hcpc-statutory.toml", TODAY)


@pytest.mark.parametrize(
    ("situation", "held_by", "by"),
    [
        (Situation("returned"), Holder.APPLICANT, None),
        (Situation("submitted", SENT), Holder.ASSESSORS, date(2026, 12, 28)),
        (Situation("recommended", SENT), Holder.REGISTRAR, date(2026, 12, 28)),
        (
            Situation("recommended", SENT, matters=("declared-matter",)),
            Holder.PANEL,
            date(2026, 12, 28),
        ),
        (
            Situation("further-information", SENT, answer_by=DAY),
            Holder.APPLICANT,
            DAY,
        ),
        (Situation("refused", SENT, appeal_by=DAY), Holder.APPLICANT, DAY),
        (Situation("refused", SENT, appeal_by=SENT), Holder.NOBODY, None),
        (Situation("refused", SENT), Holder.NOBODY, None),
        (Situation("under-appeal", SENT, appeal_decide_by=DAY), Holder.PANEL, DAY),
        (Situation("accepted", SENT), Holder.NOBODY, None),
        (
            Situation("accepted", SENT, appeal_by=DAY, not_admitted=("renal",)),
            Holder.APPLICANT,
            DAY,
        ),
        (
            Situation("refused", SENT, appeal_by=DAY, appeal_outcome="dismissed"),
            Holder.NOBODY,
            None,
        ),
        (
            Situation("refused", SENT, appeal_by=DAY, appeal_outcome="withdrawn"),
            Holder.APPLICANT,
            DAY,
        ),
        (Situation("withdrawn", SENT), Holder.NOBODY, None),
    ],
)
def test_names_who_has_it_by_role_and_the_day(
    situation: Situation, held_by: Holder, by: date | None
) -> None:
    told = standing(situation, TODAY, RULEBOOK)
    assert (told.held_by, told.by) == (held_by, by)
    assert told.where
    assert told.next_step


def test_moves_the_target_by_the_days_for_which_the_clock_stood() -> None:
    situation = Situation("submitted", SENT, stopped_days=10)
    assert target(situation, RULEBOOK) == date(2027, 1, 7)


def test_counts_its_target_as_the_rulebook_does() -> None:
    situation = Situation("submitted", SENT, stopped_days=10, stopped_working_days=6)
    # 13 weeks and a day, and three bank holidays: of Christmas and New Year.
    assert target(situation, STATUTORY) == date(2027, 2, 5)
    # In Scotland 30 November and 4 January are, too.
    scottish = replace(situation, division=Division.SCOTLAND)
    assert target(scottish, STATUTORY) == date(2027, 2, 9)


def test_counts_the_days_that_work_among_those_for_which_the_clock_stood() -> None:
    stops = (Stop(SENT, date(2026, 11, 12)), Stop(date(2026, 11, 20), None))
    assert stopped_days(stops, TODAY) == 12
    assert stopped_days(stops, TODAY, holidays_of().is_worked) == 8


def test_has_no_target_while_it_is_with_its_sender() -> None:
    assert target(Situation("returned"), RULEBOOK) is None
