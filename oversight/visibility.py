"""Who is shown which personal field of an entry. Pure."""

from collections.abc import Collection

from shared.identity.roles import Role

HEALTH_AND_CHARACTER = frozenset(
    {"health_to_declare", "character_to_declare", "declaration_details", "submission"}
)
"""Special category and criminal data (domain §5.6): not shown in a trail."""

_SEE_PERSONAL = frozenset({Role.REGULATOR, Role.REGISTRAR})


def may_see(roles: Collection[Role], field: str) -> bool:
    """Tell whether a caller with these roles is shown a personal field.

    An operator keeps the system running and sees none.
    """
    return field not in HEALTH_AND_CHARACTER and not _SEE_PERSONAL.isdisjoint(roles)
