"""What the public may know of the register (domain §2.1)."""

from dataclasses import dataclass
from datetime import date, datetime

from asyncpg import Record

from services.applications.registration.rules import Status
from shared.capability import Database
from shared.names import plain

# On a day ($1), as it was known before an instant ($2), or is known now.
STATUS_ON = """
(SELECT s.status
   FROM entry_statuses s
  WHERE s.registration_number = r.registration_number
    AND s.since <= $1
    AND ($2::timestamptz IS NULL OR s.known_since < $2)
  ORDER BY s.since DESC, s.version DESC
  LIMIT 1)
"""

HELD_ON = """
h.registration_number = r.registration_number
AND h.since <= $1
AND ($2::timestamptz IS NULL OR h.known_since < $2)
AND (h.until IS NULL OR h.until > $1 OR h.known_until >= $2)
"""

SHOWN = f"""
SELECT r.registration_number,
       r.given_names,
       r.family_name,
       r.work_town,
       r.route,
       r.registered_on,
       {STATUS_ON} AS status,
       ARRAY(SELECT h.scope
               FROM entry_scopes h
              WHERE {HELD_ON}
              ORDER BY h.since, h.version, h.place) AS scopes,
       ARRAY(SELECT ROW(h.level, h.scope, h.since)
               FROM entry_levels h
              WHERE {HELD_ON}
              ORDER BY h.since, h.version, h.scope) AS levels
  FROM register_entries r
"""  # noqa: S608 - of constants alone

FOUND = f"""{SHOWN}
 WHERE r.registered_on <= $1
   AND (r.sought_name LIKE ALL($3::text[]) OR upper(r.registration_number) = $4)
 ORDER BY r.sought_name, r.registration_number
 LIMIT $5
"""

ENTRY = f"""{SHOWN}
 WHERE upper(r.registration_number) = upper($3) AND r.registered_on <= $1
"""

# What the register says of itself: recorded when, and in force from when.
STOOD = f"""{SHOWN}
  JOIN entry_statuses e ON e.registration_number = r.registration_number
                       AND e.version = 1
 WHERE r.registration_number COLLATE "C" > $3
   AND r.registered_on <= $1
   AND ($2::timestamptz IS NULL OR e.known_since < $2)
 ORDER BY r.registration_number COLLATE "C"
 LIMIT $4
"""

COUNT = "SELECT count(*) FROM register_entries"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of practice in a scope, from a day on; it is no entitlement (§2.4)."""

    level: str
    scope: str
    since: date


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the public sees it: never an address, a birthday or an e-mail.

    Of an entry that does not stand in the register no level of practice is shown.
    """

    registration_number: str
    given_names: str | None
    family_name: str | None
    work_town: str | None
    scopes: tuple[str, ...]
    status: str
    registered_on: date
    levels: tuple[Level, ...]


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
    rows = await database.fetch(FOUND, on, None, patterns, text.upper(), limit)
    return list(map(_entry, rows))


async def entry_on(database: Database, number: str, on: date) -> Entry | None:
    """Return the entry with this number as it stood on a day, None if not yet."""
    row = await database.fetchrow(ENTRY, on, None, _writable(number))
    return None if row is None else _entry(row)


async def stood(
    database: Database, after: str, on: date, known_before: datetime | None, limit: int
) -> list[Stood]:
    """Return the entries that stood on a day and were recorded before an instant.

    They come by number, those after one.
    """
    rows = await database.fetch(STOOD, on, known_before, _writable(after), limit)
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
        levels=_levels(row),
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
        levels=_levels(row),
        route=row["route"],
    )


def _levels(row: Record) -> tuple[Level, ...]:
    if row["status"] != Status.REGISTERED.value:
        return ()
    return tuple(Level(*level) for level in row["levels"])
