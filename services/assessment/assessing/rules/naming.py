"""What names a case, and the parties to it."""

from uuid import NAMESPACE_URL, UUID, uuid5

CASES = uuid5(NAMESPACE_URL, "register:assessment")


def assessment_of(application_id: UUID) -> UUID:
    """Return the id of the one case that an application ever has."""
    return uuid5(CASES, str(application_id))


def folded(*addresses: str | None) -> frozenset[str]:
    """Return the e-mail addresses there are, so that equal ones compare equal."""
    return frozenset(
        address.strip().casefold() for address in addresses if address is not None
    )
