"""A log of given entries in the audit service's tables and files, without Kafka."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from uuid import UUID

import asyncpg
from fastapi import APIRouter, FastAPI
from pydantic import SecretStr

from services.audit.log.adding import Batch, append
from services.audit.log.entry import Entry
from services.audit.log.records import read_entry
from services.audit.settings import Settings
from shared.capability import Database
from shared.contracts.sealing import open_disclosure
from shared.merkle import RightEdge
from tests.support.audit_log import NOW
from tests.support.exported_log import Said
from tests.support.web import SmallService, small_application


@dataclass
class AuditService(SmallService):
    """A small service that lends connections to the log's database."""

    dsn: str = ""

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Database]:
        """Lend a connection."""
        connection = await asyncpg.connect(self.dsn)
        try:
            async with connection.transaction(readonly=True):
                yield cast("Database", connection)
        finally:
            await connection.close()


async def log_entries(dsn: str, said: Sequence[Said]) -> None:
    """Put entries with their disclosures into the tables, as the sequencer does."""
    entries = [_entry(raw, texts) for raw, texts in said]
    grown, _ = RightEdge().append([entry.leaf for entry in entries])
    database = await asyncpg.connect(dsn)
    try:
        await append(
            cast("Database", database), Batch(RightEdge(), grown, entries, NOW)
        )
    finally:
        await database.close()


def audit_application(
    data: Path, dsn: str, files: Path, *routers: APIRouter
) -> FastAPI:
    """Return the audit service's doors over these tables and files."""
    app = small_application(data, *routers)
    service = cast("SmallService", app.state.service)
    settings = Settings(
        database_url=SecretStr(dsn),
        kafka="127.0.0.1:1",
        port=8004,
        keyset=service.settings.keyset,
        private_key=service.settings.private_key,
        embedded=True,
        data=data,
        log_files=files,
    )
    app.state.service = AuditService(settings, service.keys, dsn=dsn)
    return app


def _entry(raw: bytes, texts: Sequence[str]) -> Entry:
    names = dict(map(open_disclosure, texts))
    person = names.get("person_id")
    person_id = UUID(person) if isinstance(person, str) else None
    return read_entry(raw)._replace(disclosures=tuple(texts), person_id=person_id)
