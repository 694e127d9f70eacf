"""Where documents rest: a folder, or any store that speaks S3, under their own hash.

A key is `<document id>/<SHA-256>`: what is kept can always be compared with the event
that says what came, and two people's documents are never one object.
"""

from collections.abc import AsyncGenerator, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from shared.errors import Unavailable

PIECE_BYTES = 1_048_576
FILE = "file://"


class Keeping:
    """The document store at an address: `file:///folder` or `s3://bucket/prefix`.

    It is opened when it is first used. Every call raises `Unavailable` where the
    store does not answer.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    @cached_property
    def _store(self) -> ObjectStore:
        if self.address.startswith(FILE):
            folder = Path(self.address.removeprefix(FILE))
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return LocalStore(folder, automatic_cleanup=True)
        return from_url(self.address)

    async def put(self, key: str, file: BinaryIO) -> None:
        """Keep the file's content; the same key again is the same content."""
        file.seek(0)
        try:
            await obstore.put_async(self._store, key, _pieces(file))
        except (BaseError, OSError) as error:
            raise _out_of_reach() from error

    async def get(self, key: str) -> bytes | None:
        """Return what is kept under the key, None where there is nothing."""
        try:
            kept = await obstore.get_async(self._store, key)
            return bytes(await kept.bytes_async())
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            raise _out_of_reach() from error

    async def delete(self, key: str) -> None:
        """Destroy what is kept under the key; what is gone stays gone."""
        try:
            await obstore.delete_async(self._store, key)
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise _out_of_reach() from error

    async def keys(self, before: datetime) -> AsyncGenerator[str]:
        """Yield the key of everything that was put before an instant."""
        try:
            # Its stubs tell of one kind of list by an argument that is not given.
            pages = cast("Any", obstore).list(self._store)
            async for page in pages:
                for kept in page:
                    if kept["last_modified"] < before:
                        yield kept["path"]
        except (BaseError, OSError) as error:
            raise _out_of_reach() from error


def key_of(document_id: UUID, sha256: str) -> str:
    """Return where a document with this content is kept."""
    return f"{document_id}/{sha256}"


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE_BYTES):
        yield piece


def _out_of_reach() -> Unavailable:
    return Unavailable("The document store does not answer; try again.")
