"""What names a case."""

from uuid import NAMESPACE_URL, UUID, uuid5

CASES = uuid5(NAMESPACE_URL, "register:assessment")
MOST_ASSESSMENTS = 3
"""The first, and those that appeals order; nobody is sent back more often."""


def assessment_of(application_id: UUID) -> UUID:
    """Return the id of the first case of an application, most often its only one."""
    return uuid5(CASES, str(application_id))


def fresh_assessment_of(application_id: UUID, assessment: int) -> UUID:
    """Return the id of a later case, of which the first counts as number 1."""
    return uuid5(CASES, f"{application_id}/{assessment}")


def assessments_of(application_id: UUID) -> tuple[UUID, ...]:
    """Return the ids of all cases that an application may have."""
    fresh = range(2, MOST_ASSESSMENTS + 1)
    later = [fresh_assessment_of(application_id, number) for number in fresh]
    return (assessment_of(application_id), *later)
