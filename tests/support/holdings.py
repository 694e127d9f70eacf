"""Everything that a service's database holds, as whoever steals it would read it."""

import re
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error

import asyncpg

TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) AS columns,
       array_agg(a.atttypid = 'bytea'::regtype ORDER BY a.attnum) AS binary
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
GROUP BY c.relname ORDER BY c.relname
"""
BASE64 = re.compile(rb"[A-Za-z0-9_-]{20,}")


async def everything_in(dsn: str) -> dict[str, bytes]:
    """Return the content of every table: text, bytes, and what base64 hides in them."""
    connection = await asyncpg.connect(dsn)
    try:
        held: dict[str, bytes] = {}
        for table in await connection.fetch(TABLES):
            pieces: list[bytes] = []
            pairs = zip(table["columns"], table["binary"], strict=True)
            for column, binary in pairs:
                kind = "" if binary else "::text"
                rows = await connection.fetch(
                    f'SELECT "{column}"{kind} AS value FROM "{table["relname"]}"'  # noqa: S608 - names from the catalogue
                )
                values = [row["value"] for row in rows if row["value"] is not None]
                pieces += [v if isinstance(v, bytes) else v.encode() for v in values]
            held[table["relname"]] = _with_decoded(b"\n".join(pieces))
        return held
    finally:
        await connection.close()


def where_held(held: dict[str, bytes], values: set[str]) -> dict[str, set[str]]:
    """Return for each table the values that it holds, where it holds any."""
    found = {
        table: {value for value in values if value.encode() in content}
        for table, content in held.items()
    }
    return {table: values for table, values in found.items() if values}


def _with_decoded(content: bytes) -> bytes:
    decoded: list[bytes] = []
    for text in BASE64.findall(content):
        try:
            decoded.append(urlsafe_b64decode(text + b"=" * (-len(text) % 4)))
        except Base64Error:
            continue
    return b"\n".join([content, *decoded])
