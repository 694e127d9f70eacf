"""The reference under which an applicant pays."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.applications.fees.rules.references import (
    CHECKS,
    check_character,
    reference_of,
    references_in,
)


@given(st.uuids())
def test_is_found_however_a_bank_spaces_it(application_id: UUID) -> None:
    reference = reference_of(application_id)
    spaced = f"{reference[:4]} {reference[4:7]}-{reference[7:]}".lower()
    assert reference in references_in(f"RCT fee {spaced} thanks")


@given(st.uuids(), st.integers(1, 9), st.sampled_from(CHECKS))
def test_is_another_with_one_wrong_character(
    application_id: UUID, place: int, wrong: str
) -> None:
    reference = reference_of(application_id)
    changed = f"{reference[:place]}{wrong}{reference[place + 1 :]}"
    assert (check_character(changed[:-1]) == changed[-1]) == (changed == reference)


@given(st.uuids(), st.integers(1, 7))
def test_is_another_with_two_neighbours_changed(
    application_id: UUID, place: int
) -> None:
    text = list(reference_of(application_id))
    text[place], text[place + 1] = text[place + 1], text[place]
    changed = "".join(text)
    same = text[place] == text[place + 1]
    assert (check_character(changed[:-1]) == changed[-1]) == same


def test_is_ten_characters_and_the_same_for_ever() -> None:
    assert reference_of(UUID(int=2)) == reference_of(UUID(int=2))
    assert len(reference_of(UUID(int=2))) == 10
    assert not references_in("", "no reference here", "F12345")


def test_has_the_check_character_of_the_standard() -> None:
    # A donation number of ISBT 128, which takes its check from the same MOD 37-2.
    assert check_character("G123498654321") == "H"
