"""What the public may know of the register (domain §2.1)."""

from dataclasses import dataclass
from datetime import date, datetime

from asyncpg import Record

from shared.capability import Database
from shared.names import plain

SHOWN = """
SELECT registration_number,
       given_names,
       family_name,
       work_town,
       scopes,
       status,
       registered_on
  FROM register_entries
"""

FOUND = f"""{SHOWN}
 WHERE registered_on <= $4
   AND (sought_name LIKE ALL($1::text[]) OR upper(registration_number) = $2)
 ORDER BY sought_name, registration_number
 LIMIT $3
"""

ENTRY = f"""{SHOWN}
 WHERE upper(registration_number) = upper($1) AND registered_on <= $2
"""

# What the register says of itself: recorded when, and in force from when.
STOOD = """
SELECT r.registration_number,
       r.given_names,
       r.family_name,
       r.work_town,
       r.scopes,
       r.route,
       r.status,
       r.registered_on
  FROM register_entries r
  JOIN events e ON e.stream = 'registration/' || r.registration_number
               AND e.version = 1
 WHERE r.registration_number COLLATE "C" > $1
   AND r.registered_on <= $2
   AND ($3::timestamptz IS NULL OR e.recorded_at < $3)
 ORDER BY r.registration_number COLLATE "C"
 LIMIT $4
"""

COUNT = "SELECT count(*) FROM register_entries"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the public sees it: never an address, a birthday or an e-mail."""

    registration_number: str
    given_names: str | None
    family_name: str | None
    work_town: str | None
    scopes: tuple[str, ...]
    status: str
    registered_on: date


@dataclass(frozen=True, slots=True)
class Stood(Entry):
    """An entry as it stood on a day, with what the register's own staff see of it."""

    route: str


async def find_entries(
    database: Database, sought: str, on: date, limit: int
) -> list[Entry]:
    """Return entries whose name has every word sought, or whose number it is."""
    text = _writable(sought)
    words = plain(text).split()
    if not words:
        return []
    patterns = [f"%{_literally(word)}%" for word in words]
    rows = await database.fetch(FOUND, patterns, text.upper(), limit, on)
    return list(map(_entry, rows))


async def entry_on(database: Database, number: str, on: date) -> Entry | None:
    """Return the entry with this number as it stood on a day, None if not yet."""
    row = await database.fetchrow(ENTRY, _writable(number), on)
    return None if row is None else _entry(row)


async def stood(
    database: Database, after: str, on: date, known_before: datetime | None, limit: int
) -> list[Stood]:
    """Return the entries that stood on a day and were recorded before an instant.

    They come by number, those after one.
    """
    rows = await database.fetch(STOOD, _writable(after), on, known_before, limit)
    return [_stood(row) for row in rows]


async def count_entries(database: Database) -> int:
    """Return how many entries the register has."""
    return await database.fetchval(COUNT)


def _literally(word: str) -> str:
    """Return the word for LIKE, its own percent signs and underscores meant as such."""
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _writable(text: str) -> str:
    """Return the text without the one character that PostgreSQL cannot take."""
    return text.replace("\0", "").strip()


def _entry(row: Record) -> Entry:
    return Entry(
        registration_number=row["registration_number"],
        given_names=row["given_names"],
        family_name=row["family_name"],
        work_town=row["work_town"],
        scopes=tuple(row["scopes"]),
        status=row["status"],
        registered_on=row["registered_on"],
    )


def _stood(row: Record) -> Stood:
    return Stood(
        registration_number=row["registration_number"],
        given_names=row["given_names"],
        family_name=row["family_name"],
        work_town=row["work_town"],
        scopes=tuple(row["scopes"]),
        status=row["status"],
        registered_on=row["registered_on"],
        route=row["route"],
    )
