"""The question whether two applications are one person's."""

from datetime import UTC, datetime
from uuid import UUID

from services.applications.identity.commands import (
    DecideDuplicate,
    Merging,
    Parting,
    RaiseDuplicate,
)
from services.applications.identity.decider import IDENTITY
from services.applications.identity.rules import kept_of
from services.applications.identity.subscribers import on_application_submitted
from services.applications.matters import pair_of
from shared.capability import Asked
from shared.contracts.identity import (
    IdentityGround,
    PersonMerged,
    PersonParted,
    PossibleDuplicateDecided,
    PossibleDuplicateRaised,
    SamePerson,
)
from tests.support.applications import RULEBOOK
from tests.support.deciding import submitted
from tests.support.given import Given

given = Given(IDENTITY)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NEWER, OLDER = UUID(int=2), UUID(int=1)
PAIR = pair_of(NEWER, OLDER)
KEPT, OTHER = UUID(int=11), UUID(int=12)
ONE, TWO = SamePerson.MERGED, SamePerson.KEPT_APART
GROUNDS = (IdentityGround.SAME_DOCUMENTS,)

ask = RaiseDuplicate(PAIR, NEWER, OLDER, OTHER, NOW)
asked = PossibleDuplicateRaised(
    pair_id=PAIR, application_id=NEWER, other_application_id=OLDER, person_id=OTHER
)
merged = PersonMerged(
    pair_id=PAIR, applications=(NEWER,), person_id=KEPT, merged_person_id=OTHER
)
parted = PersonParted(
    pair_id=PAIR, applications=(NEWER,), person_id=KEPT, parted_person_id=OTHER
)


def decide(
    decision: SamePerson,
    *,
    grounds: tuple[IdentityGround, ...] = GROUNDS,
    merging: Merging | None = None,
    parting: Parting | None = None,
    unknown: bool = False,
) -> DecideDuplicate:
    return DecideDuplicate(
        PAIR, decision, grounds, "Compared.", NOW, OTHER, merging, parting, unknown
    )


def decided(decision: SamePerson) -> PossibleDuplicateDecided:
    return PossibleDuplicateDecided(
        pair_id=PAIR,
        application_id=NEWER,
        other_application_id=OLDER,
        decision=decision,
        grounds=GROUNDS,
        person_id=OTHER,
        explanation="Compared.",
    )


MERGE = decide(ONE, merging=Merging(KEPT, OTHER, (NEWER,)))
PART = decide(TWO, parting=Parting(KEPT, OTHER))


def test_is_asked_for_each_application_that_is_alike() -> None:
    alike = submitted.model_copy(update={"possible_duplicate_of": (OLDER, NEWER)})
    circumstances = Asked(UUID(int=9), "service:applications", NOW, RULEBOOK)
    commands = on_application_submitted(alike, circumstances)
    others = [getattr(one, "other_application_id", None) for one in commands]
    assert others == [OLDER, NEWER]


def test_is_one_question_whichever_came_first() -> None:
    assert pair_of(OLDER, NEWER) == PAIR


def test_is_asked_once() -> None:
    given().when(ask).then(asked)
    given(asked).when(ask).then_nothing()
    given(asked, decided(TWO)).when(ask).then_nothing()


def test_is_answered_by_keeping_them_apart() -> None:
    given(asked).when(decide(TWO)).then(decided(TWO))
    given(asked, decided(TWO)).when(decide(TWO)).then_nothing()


def test_is_answered_by_making_them_one() -> None:
    given(asked).when(MERGE).then(decided(ONE), merged)
    given(asked, decided(ONE), merged).when(MERGE).then_nothing()


def test_merges_nobody_who_is_one_already() -> None:
    given(asked).when(decide(ONE)).then(decided(ONE))


def test_is_undone_by_a_second_decision() -> None:
    given(asked, decided(ONE), merged).when(PART).then(decided(TWO), parted)
    given(asked, decided(TWO)).when(MERGE).then(decided(ONE), merged)


def test_undoes_only_what_it_did_itself() -> None:
    given(asked, decided(ONE)).when(PART).then(decided(TWO))


def test_is_answered_with_grounds() -> None:
    given(asked).when(decide(TWO, grounds=())).then_refused("no-grounds")


def test_is_refused_where_nobody_asked() -> None:
    given().when(decide(TWO)).then_refused("no-possible-duplicate")


def test_makes_nobody_one_with_somebody_erased() -> None:
    given(asked).when(decide(ONE, unknown=True)).then_refused("person-unknown")
    given(asked).when(decide(TWO, unknown=True)).then(decided(TWO))
    assert kept_of(OTHER, KEPT, set()) == KEPT
    assert kept_of(OTHER, KEPT, {KEPT}) is None
