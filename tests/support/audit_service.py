"""The audit service's routes on a log's own database, with nothing else around them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

import asyncpg

from shared.capability import Database
from tests.support.web import SmallService


@dataclass
class AuditService(SmallService):
    """A small service that lends connections to the log's database."""

    dsn: str = ""

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Database]:
        """Lend a connection."""
        connection = await asyncpg.connect(self.dsn)
        try:
            yield cast("Database", connection)
        finally:
            await connection.close()
