"""Where new ids and salts come from; tests give their own."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import uuid_utils.compat

from shared.contracts.sealing import SALT_BYTES


def _salt() -> bytes:
    return os.urandom(SALT_BYTES)


def _new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562): ids made later sort later."""
    return uuid_utils.compat.uuid7()


@dataclass(frozen=True, slots=True)
class Minting:
    """The sources of ids and salts."""

    new_id: Callable[[], UUID] = _new_id
    salt: Callable[[], bytes] = _salt
