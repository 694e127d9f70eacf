"""Migrating a service's database."""

from pathlib import Path

import asyncpg
import pytest

from shared.database import migrate, role_of
from shared.errors import Unavailable
from tests.support.kit_databases import KitDatabase

pytestmark = pytest.mark.integration


async def test_applies_each_file_once_in_order_for_the_services_role(
    kit_database: KitDatabase, tmp_path: Path
) -> None:
    role = role_of(kit_database.service)
    (tmp_path / "0002_second.sql").write_text("INSERT INTO noted VALUES (2);")
    (tmp_path / "0001_first.sql").write_text(
        "CREATE TABLE noted (number int); GRANT SELECT ON noted TO :service_role;"
    )
    (tmp_path / "README.md").write_text("not SQL")
    applied = await migrate(kit_database.owner, role, [tmp_path])
    assert applied == ["0001_first.sql", "0002_second.sql"]
    assert await migrate(kit_database.owner, role, [tmp_path]) == []
    service = await asyncpg.connect(kit_database.service)
    try:
        assert await service.fetchval("SELECT number FROM noted") == 2
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await service.execute("INSERT INTO noted VALUES (3)")
    finally:
        await service.close()


async def test_leaves_nothing_of_a_file_that_fails(
    kit_database: KitDatabase, tmp_path: Path
) -> None:
    broken = tmp_path / "0001_broken.sql"
    broken.write_text("CREATE TABLE noted (number int); SELECT nothing;")
    with pytest.raises(asyncpg.UndefinedColumnError):
        await migrate(kit_database.owner, "nobody", [tmp_path])
    broken.write_text("CREATE TABLE noted (number int);")
    assert await migrate(kit_database.owner, "nobody", [tmp_path]) == [
        "0001_broken.sql"
    ]


def test_needs_a_role_to_grant_to() -> None:
    assert role_of("postgresql://a%20b:secret@127.0.0.1/x") == "a b"
    with pytest.raises(Unavailable):
        role_of("postgresql://127.0.0.1/x")
