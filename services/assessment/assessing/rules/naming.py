"""What names a case."""

from uuid import NAMESPACE_URL, UUID, uuid5

CASES = uuid5(NAMESPACE_URL, "register:assessment")


def assessment_of(application_id: UUID) -> UUID:
    """Return the id of the one case that an application ever has."""
    return uuid5(CASES, str(application_id))
