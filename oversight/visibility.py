"""Who is shown which personal field of an entry. Pure."""

from collections.abc import Collection

from shared.identity.roles import Role

HEALTH_AND_CHARACTER = frozenset(
    {"health_to_declare", "character_to_declare", "declaration_details", "submission"}
)
"""Special category and criminal data (domain §5.6): not shown in a trail."""

_DECLARATIONS = "register.applications.declaration-"
_SAID_OF_A_DECLARATION = frozenset({"details", "grounds", "explanation"})
"""What is declared of health and character, and what the panel finds on it."""

_SEE_PERSONAL = frozenset({Role.REGULATOR, Role.REGISTRAR})


def may_see(roles: Collection[Role], field: str, event_type: str = "") -> bool:
    """Tell whether a caller with these roles is shown a personal field of an event.

    An operator keeps the system running and sees none.
    """
    of_a_declaration = event_type.startswith(_DECLARATIONS)
    if field in HEALTH_AND_CHARACTER:
        return False
    if of_a_declaration and field in _SAID_OF_A_DECLARATION:
        return False
    return not _SEE_PERSONAL.isdisjoint(roles)
