"""Hearing that a person is erased."""

from uuid import UUID

import pytest

from services.assessment.assessing.subscribers import ASSESSING
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.retention import RecordClass
from shared.erasing.erasing import Eraser, confirmation_stream
from tests.support import retention
from tests.support.kit import rulebook
from tests.support.stored_service import StoredService

pytestmark = pytest.mark.integration

ORDER = (retention.ABOUT, retention.erased(RecordClass.APPLICATION))
PAPERS = "SELECT count(*) FROM case_papers"
CASES = "SELECT count(*) FROM cases"


def submitted(application: UUID, person: UUID) -> tuple[str, ApplicationSubmitted]:
    """Return what is heard of an application, with all that it discloses."""
    return (
        f"application/{application}",
        ApplicationSubmitted(
            application_id=application,
            scopes=("nuclear-medicine",),
            route="training-scheme",
            submitted_on=retention.NOW.date(),
            possible_duplicate_of=(),
            person_id=person,
            given_names="Wilhelmina",
            email="wilhelmina@example.org",
        ),
    )


def eraser(service: StoredService) -> Eraser:
    """Return the eraser of the service."""
    return Eraser(
        service.name,
        service.store,
        service.capabilities,
        service.clock,
        rulebook,
    )


async def test_erases_what_is_held_and_confirms_it_once(
    assessment: StoredService,
) -> None:
    mine = submitted(retention.APPLICATION, retention.PERSON)
    other = submitted(UUID(int=12), UUID(int=11))
    await assessment.hears(ASSESSING, mine, other)
    assert await assessment.pool.fetchval(PAPERS) == 2
    await assessment.hears(ASSESSING, ORDER)
    assert await eraser(assessment).erase_pending() == 1
    assert await eraser(assessment).erase_pending() == 0
    assert await assessment.pool.fetchval(PAPERS) == 1
    assert await assessment.pool.fetchval(CASES) == 2
    stream = confirmation_stream(retention.erasure_id(), "assessment")
    assert await assessment.events(stream) == ["erasure-confirmed"]


async def test_takes_in_nothing_more_of_them(assessment: StoredService) -> None:
    await assessment.hears(ASSESSING, ORDER)
    mine = submitted(retention.APPLICATION, retention.PERSON)
    await assessment.hears(ASSESSING, mine)
    assert await assessment.pool.fetchval(CASES) == 1
    assert await assessment.pool.fetchval(PAPERS) == 0


async def test_erases_what_a_transaction_under_way_wrote_meanwhile(
    assessment: StoredService,
) -> None:
    await assessment.hears(ASSESSING, ORDER)
    one = eraser(assessment)
    await one.erase_pending()
    await assessment.pool.execute(
        "INSERT INTO case_papers (assessment_id, person_id, parties)"
        " VALUES ($1, $2, '{}')",
        UUID(int=3),
        retention.PERSON,
    )
    await one.erase_again()
    assert await assessment.pool.fetchval(PAPERS) == 0
