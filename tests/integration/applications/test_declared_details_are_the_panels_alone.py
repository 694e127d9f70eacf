"""What an applicant declares of health and character is shown to the panel alone."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from fastapi.routing import APIRoute

from services.applications.applying.subscribers import APPLYING
from services.applications.declarations.subscribers import DECLARATIONS
from shared.contracts.application_questions import FOR_THE_PANEL
from shared.identity.permissions import PERMISSIONS
from shared.identity.roles import Role
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row
from tests.support.capabilities import routers_of

pytestmark = pytest.mark.integration

ID, RETURNED = application_id("REF-1"), application_id("REF-2")
SECRET = "an epilepsy that is well managed"
FORMS_OF_THEIR_OWN = ("/declarations", "/api/declarations")


@pytest.fixture
async def declared(applications: ApplicationsService) -> ApplicationsService:
    """Two applications that declare something, of which one is returned."""
    said = {"health_to_declare": "yes", "declaration_details": SECRET}
    contents = (answers(**said), answers(external_ref="REF-2", indemnity="no", **said))
    async with applications.client("registrar") as client:
        for content in contents:
            response = await client.post("/api/applications", json=row(content))
            assert response.status_code == 200, response.text
    for capability in (APPLYING, DECLARATIONS):
        await applications.hear_own(applications.another_inbox(capability))
    await applications.recommend(ID)
    return applications


def paths(application: UUID) -> Iterator[str]:
    """Yield every place of the service that is read by an application's id, or none."""
    for router in routers_of("applications"):
        for route in router.routes:
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                path = route.path.replace("{application_id}", str(application))
                if "{" not in path:
                    yield path


async def test_and_no_route_shows_it_to_the_registrar(
    declared: ApplicationsService,
) -> None:
    read = 0
    async with declared.client("registrar") as client:
        for application in (ID, RETURNED):
            for path in paths(application):
                response = await client.get(path)
                read += response.status_code == 200
                assert SECRET not in response.text, path
    assert read > 20


async def test_and_the_registrar_is_not_told_what_it_is_about(
    declared: ApplicationsService,
) -> None:
    async with declared.client("registrar") as client:
        for application in (ID, RETURNED):
            seen = (await client.get(f"/api/applications/{application}")).json()
            assert seen["answers"]["email"], application
            assert FOR_THE_PANEL.isdisjoint(seen["answers"])


async def test_and_the_panel_reads_it(declared: ApplicationsService) -> None:
    assert PERMISSIONS["applications.read-declaration"] >= {Role.PANEL}
    async with declared.client("panel-1") as client:
        assert SECRET in (await client.get(f"/declarations/{ID}")).text


async def test_and_no_table_but_the_panels_keeps_it(
    declared: ApplicationsService,
) -> None:
    tables = await declared.pool.fetch(
        "SELECT table_name FROM information_schema.tables"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    holding = {
        table
        for (table,) in tables
        if await declared.pool.fetchval(
            f'SELECT EXISTS (SELECT FROM "{table}" t'  # noqa: S608 - the schema's own
            " WHERE t::text LIKE '%' || $1 || '%')",
            SECRET,
        )
    }
    assert holding == {"declarations"}
