"""What the register says to Kafka and to the log."""

import json
from collections.abc import Iterable

import asyncpg
import pytest

from shared.contracts.speakers import THE_LOG
from tests.e2e.conftest import ImportedRegister
from tests.support.live import SERVICES
from tests.support.log_reading import every_entry, every_record

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

NOT_PERSONAL = {"scopes", "route", "submitted_on"}
SHORT = 6
YES_NO = {"yes", "no"}


def forms_of(value: str) -> list[bytes]:
    """How a value would look in JSON: short ones only as a whole string.

    A short word is found by chance in a base64 digest, so it must stand alone.
    """
    plain = [value] if len(value) >= SHORT else []
    whole = [json.dumps(value), json.dumps(value, ensure_ascii=False)]
    return [form.encode() for form in [*plain, *whole]]


def personal_values(rows: Iterable[dict[str, str]]) -> set[str]:
    return {
        value.strip()
        for row in rows
        for column, value in row.items()
        if column not in NOT_PERSONAL and value.strip() and value not in YES_NO
    }


async def test_holds_no_personal_value_in_the_clear(imported: ImportedRegister) -> None:
    live = imported.live
    said = [record.value for record in await every_record(live.kafka)]
    logged = list(every_entry(f"{live.url('audit')}/log"))
    haystack = b"\n".join([*said, *logged])
    values = personal_values(imported.file.rows)
    assert len(values) > len(imported.file.rows)
    found = {v for v in values for form in forms_of(v) if form in haystack}
    assert not found


async def test_is_the_same_bytes_in_store_topic_and_log(
    imported: ImportedRegister,
) -> None:
    live = imported.live
    live.drain()
    stored: set[bytes] = set()
    for service in SERVICES:
        connection = await asyncpg.connect(live.superuser_dsn(service))
        rows = await connection.fetch("SELECT entry FROM events")
        await connection.close()
        stored |= {row["entry"] for row in rows}
    records = await every_record(live.kafka)
    said = {r.value for r in records if not r.topic.endswith(".commands")}
    entries = list(every_entry(f"{live.url('audit')}/log"))
    # What the log itself found, such as every stream's head, is in the log alone.
    logged = {raw for raw in entries if json.loads(raw)["source"] != THE_LOG}
    assert stored
    assert stored == said == logged
