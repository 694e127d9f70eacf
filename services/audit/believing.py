"""Entries out of the database, believed where the log's tiles have sealed the same.

Whoever may change the database past its triggers changes what it answers. What was
signed lies in the files: an entry is compared with its hash there, which leads to the
root of the published checkpoint, before anything is said by it.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import structlog
from asyncpg import Record

from oversight.logged import AlteredDisclosure, Logged, logged
from services.audit.altered import named, note_altered
from services.audit.published import published_checkpoint
from shared.errors import Altered
from shared.identity.roles import Role
from shared.merkle import TILE_WIDTH, leaf_hash
from shared.tlog.believed import Believed
from shared.tlog.errors import VerificationError
from shared.tlog.readers import DirectoryReader

Numbered = Sequence[tuple[int, bytes]]
"""Entries, each with its index in the log."""

log = structlog.get_logger()


class Sealed:
    """The hashes that the log in a directory has sealed, as one answer asks for them.

    Every tile is led back to the root, and the last one is remembered: entries in
    order cost little more than their own hashes.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._tiles: Believed | None = None

    async def require(self, entries: Numbered) -> None:
        """Raise `Altered`, naming them, unless all entries are as they were sealed."""
        differing = await self.differing(entries)
        if differing:
            raise Altered(
                f"The database has another {named(differing)} than was sealed: nothing "
                "is answered by it before it is mended."
            )

    async def differing(self, entries: Numbered) -> list[int]:
        """Return which of these entries are not as sealed, having noted them.

        Raises `Altered` where the files themselves are not as they were signed.
        """
        try:
            differing = await asyncio.to_thread(self._differing, entries)
        except VerificationError as error:
            log.exception("files of the log are not as signed", why=str(error))
            raise Altered(f"The log's files cannot be believed: {error}.") from error
        if differing:
            log.error("entries altered in the database", entries=differing[:TILE_WIDTH])
            await asyncio.to_thread(note_altered, self._directory, differing)
        return differing

    def _differing(self, entries: Numbered) -> list[int]:
        return [index for index, raw in entries if leaf_hash(raw) != self._hash(index)]

    def _hash(self, index: int) -> bytes:
        if self._tiles is None:
            published = published_checkpoint(self._directory)
            self._tiles = Believed(DirectoryReader(self._directory), published)
        number, offset = divmod(index, TILE_WIDTH)
        return self._tiles.hashes(0, number)[offset]


class Reader:
    """The log's rows as somebody with these roles may read them, believed before."""

    def __init__(self, sealed: Sealed, roles: Collection[Role]) -> None:
        self._sealed = sealed
        self.roles = roles

    async def entries(self, rows: Sequence[Record]) -> list[Logged]:
        """Return the entries in rows of an index, an entry and its disclosures.

        Raises `Altered` where one is not what was sealed, or discloses something else.
        """
        await self.require((row["index"], row["entry"]) for row in rows)
        try:
            return [
                logged(
                    row["index"], row["entry"], _split(row["disclosures"]), self.roles
                )
                for row in rows
            ]
        except AlteredDisclosure as error:
            log.exception("disclosures altered in the database", why=str(error))
            raise Altered(str(error)) from error

    async def require(self, entries: Iterable[tuple[int, bytes]]) -> None:
        """Raise `Altered` unless all of these entries are as they were sealed."""
        numbered = list(entries)
        if numbered:
            await self._sealed.require(numbered)


def reader_of(directory: Path, roles: Collection[Role]) -> Reader:
    """Return the reader of the log in a directory for one answer."""
    return Reader(Sealed(directory), roles)


def _split(disclosures: str | None) -> list[str]:
    return disclosures.split("~") if disclosures else []
