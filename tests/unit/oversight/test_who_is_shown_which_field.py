"""What a trail shows of a person, and what it shows to nobody."""

import pytest

from oversight.visibility import may_see
from shared.contracts.declarations import DeclarationJudged, DeclarationRaised
from shared.contracts.notifications import MessageRequested
from shared.identity.roles import Role

READERS = [Role.REGULATOR, Role.REGISTRAR]


@pytest.mark.parametrize("role", READERS)
def test_shows_who_it_was(role: Role) -> None:
    assert may_see({role}, "person_id", DeclarationRaised.TYPE)
    assert may_see({role}, "body", MessageRequested.TYPE)


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize(
    ("field", "event_type"),
    [
        ("declaration_details", ""),
        ("details", DeclarationRaised.TYPE),
        ("grounds", DeclarationRaised.TYPE),
        ("grounds", DeclarationJudged.TYPE),
        ("explanation", DeclarationJudged.TYPE),
    ],
)
def test_shows_nobody_what_was_declared_or_found_on_it(
    role: Role, field: str, event_type: str
) -> None:
    assert not may_see({role}, field, event_type)


def test_shows_nothing_personal_to_who_keeps_it_running() -> None:
    assert not may_see({Role.OPERATOR}, "person_id", MessageRequested.TYPE)
