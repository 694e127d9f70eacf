"""Erasing somebody who was made one with another."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from services.applications.retention.commands import EraseWithOther
from services.applications.retention.decider import PERSON as RECORDS
from services.applications.retention.subscribers import on_person_erased
from shared.capability import Asked
from shared.contracts.retention import ErasureGround, HoldGround, RecordClass
from tests.support.applications import RULEBOOK
from tests.support.given import Given
from tests.support.retention import (
    ENDS,
    NOW,
    PERSON,
    REFUSED,
    erase,
    erased,
    held,
    kept_until,
    period_over,
    policy,
)

given = Given(RECORDS)
OTHER = UUID(int=77)
MERGED = replace(REFUSED, also=(OTHER,))
with_other = EraseWithOther(
    PERSON,
    (RecordClass.APPLICATION,),
    ErasureGround.REQUEST.value,
    "UK GDPR article 17(1)(a)",
    policy(),
    NOW,
    MERGED,
)


def test_names_the_other_id() -> None:
    event = erased().model_copy(update={"also": (OTHER,)})
    given().when(erase(MERGED)).then(event)


def test_goes_on_to_the_other_id() -> None:
    event = erased().model_copy(update={"also": (OTHER,)})
    asked = Asked(UUID(int=9), "service:applications", NOW, RULEBOOK)
    [command] = on_person_erased(event, asked)
    assert isinstance(command, EraseWithOther)
    assert (command.person_id, command.erased) == (OTHER, event.erased)
    assert not on_person_erased(erased(), asked)


def test_erases_the_other_id_once_and_leads_no_further() -> None:
    given().when(with_other).then(erased())
    given(erased()).when(with_other).then_nothing()


def test_is_refused_by_a_hold_on_the_other_id() -> None:
    hold = frozenset({HoldGround.LEGAL_CLAIM.value})
    given().when(erase(replace(MERGED, holds=hold))).then_refused("legal-hold")
    given(held()).when(with_other).then_nothing()


def test_waits_for_the_later_period_of_both() -> None:
    later = replace(MERGED, kept_until=ENDS + timedelta(days=1))
    given(kept_until()).when(period_over(later)).then_nothing()
    over = replace(MERGED, kept_until=ENDS)
    [event] = given(kept_until()).when(period_over(over)).events
    assert getattr(event, "also", None) == (OTHER,)
