"""A possible duplicate."""

import pytest

from services.applications.applying.rules.likeness import keys_compared
from tests.support.applications import (
    RULEBOOK,
    Desk,
    answers,
    application_id,
    submission,
)


def desk(**first: str) -> Desk:
    """Return a desk that has taken one application."""
    taken = Desk()
    assert taken.take(answers(**first)) == ("accepted", "")
    return taken


def second(**changed: str) -> dict[str, str]:
    """Return another person's application, with nothing in common unless told."""
    return answers(
        **{
            "external_ref": "REF-2",
            "given_names": "Hamish",
            "family_name": "Fraser",
            "date_of_birth": "1971-01-01",
            "email": "hamish.fraser@example.org",
            **changed,
        }
    )


def test_is_not_another_person_with_nothing_in_common() -> None:
    assert desk().take(second()) == ("accepted", "")


@pytest.mark.parametrize(
    ("given_names", "family_name"),
    [
        ("Zoë", "Łukasik"),
        ("ZOE", "LUKASIK"),
        ("zoe\u0308", "ł ukasik"),
        (" Z oë", "Lukasik"),
    ],
)
def test_has_the_same_names_and_birthday(given_names: str, family_name: str) -> None:
    alike = second(
        given_names=given_names, family_name=family_name, date_of_birth="17/05/1990"
    )
    assert desk().take(alike) == ("accepted", "possible-duplicate")


def test_is_not_the_same_names_with_another_birthday() -> None:
    assert desk().take(second(given_names="Zoë", family_name="Łukasik")) == (
        "accepted",
        "",
    )


def test_is_not_the_names_the_other_way_round() -> None:
    turned = second(
        given_names="Łukasik", family_name="Zoë", date_of_birth="1990-05-17"
    )
    assert desk().take(turned) == ("accepted", "")


def test_has_the_same_email_whatever_its_letters() -> None:
    alike = second(email="ZOE.Lukasik@example.ORG")
    assert desk().take(alike) == ("accepted", "possible-duplicate")


def test_is_never_an_application_of_itself() -> None:
    taken = desk()
    assert taken.take(answers()) == ("repeated", "")


def test_is_not_an_application_that_was_returned() -> None:
    taken = Desk()
    assert taken.take(answers(indemnity="no")) == ("returned", "no-indemnity")
    assert taken.take(second(email="zoe.lukasik@example.org")) == ("accepted", "")


def test_is_not_looked_for_where_the_rulebook_switches_it_off() -> None:
    read = submission().answers
    off = RULEBOOK.duplicates.model_copy(update={"same_email": False})
    assert len(keys_compared(read, RULEBOOK.duplicates)) == 2
    assert len(keys_compared(read, off)) == 1


def test_is_named_up_to_the_rulebooks_number() -> None:
    taken = Desk()
    for number in range(RULEBOOK.duplicates.named_at_most + 5):
        taken.take(answers(external_ref=f"REF-{number}"))
    informed = taken.inform(answers(external_ref="REF-X"))
    oldest = application_id("REF-0")
    assert len(informed.alike) == RULEBOOK.duplicates.named_at_most
    assert informed.alike[0] == oldest
