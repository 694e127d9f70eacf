"""The floor of queueing: the very rows that we wrote, copied in bare, 500 at a time."""

import io
import time

from shared.capability import Database

COLUMNS = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
FROM pg_attribute
WHERE attrelid = $1::regclass
AND attnum > 0
AND NOT attisdropped
AND attgenerated = ''
"""


async def copy_same_rows(
    database: Database, tables: tuple[str, ...], number: int, batch: int
) -> float:
    """Copy the rows of tables into bare ones like them; return how many a second.

    Each piece is a transaction with a part of every table; what reading them takes is
    not counted. `number` are the notices that the rows are of.
    """
    pieces = -(-number // batch)
    columns = {table: await database.fetchval(COLUMNS, table) for table in tables}
    pages: dict[str, int] = {}
    for table in tables:
        await database.execute(
            f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)"
        )
        size = "SELECT pg_relation_size($1::regclass) / 8192"
        pages[table] = await database.fetchval(size, table)
    seconds = 0.0
    for piece in range(pieces):
        read = [
            (table, await _read(database, table, columns[table], piece, pieces, pages))
            for table in tables
        ]
        seconds += await _write(database, read, columns)
    return number / seconds


async def _read(
    database: Database,
    table: str,
    columns: str,
    piece: int,
    pieces: int,
    pages: dict[str, int],
) -> io.BytesIO:
    """Return one piece of a table, as COPY has it."""
    first, end = (pages[table] * one // pieces for one in (piece, piece + 1))
    rows = io.BytesIO()
    await database.copy_from_query(
        f"SELECT {columns} FROM {table}"  # noqa: S608 - names of our own tables
        f" WHERE ctid >= '({first},0)' AND ctid < '({end},0)'",
        output=rows,
        format="binary",
    )
    rows.seek(0)
    return rows


async def _write(
    database: Database,
    read: list[tuple[str, io.BytesIO]],
    columns: dict[str, str],
) -> float:
    """Copy a piece of each table in; return the seconds that it took."""
    began = time.perf_counter()
    async with database.transaction():
        for table, rows in read:
            await database.copy_to_table(
                f"bare_{table}",
                source=rows,
                columns=[one.strip('" ') for one in columns[table].split(",")],
                format="binary",
            )
    return time.perf_counter() - began
