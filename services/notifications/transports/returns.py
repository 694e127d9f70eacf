"""The address that a letter comes back to: it names the letter, and cannot be made up.

A variable envelope return path (VERP): `bounces+<letter><token>@host`. It holds the
delivery's key and a token of ours over it, and nothing of the person.
"""

import hmac
import struct
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from services.notifications.transports.port import Key

_WRITTEN = struct.Struct(">16sH10s")
"""A message's id, the number of its delivery by mail, and the token over both."""


@dataclass(frozen=True, slots=True)
class Returns:
    """Makes and reads return addresses below one mailbox; `secret` signs them."""

    mailbox: str
    secret: bytes = field(repr=False)

    def address_for(self, key: Key) -> str:
        """Return where this delivery comes back to."""
        local, _, host = self.mailbox.rpartition("@")
        packed = _WRITTEN.pack(key.message_id.bytes, key.number, self._token(key))
        return f"{local}+{b32encode(packed).decode('ascii').rstrip('=').lower()}@{host}"

    def key_of(self, address: str) -> Key | None:
        """Return the delivery that came back to an address; None where it is not ours.

        Whatever is not exactly what we would have written is refused: an address of
        somebody else, an id without its token, a token of another id.
        """
        local, _, host = address.strip().strip("<>").rpartition("@")
        mailbox, _, ours = self.mailbox.rpartition("@")
        prefix, _, written = local.rpartition("+")
        if (prefix.lower(), host.lower()) != (mailbox.lower(), ours.lower()):
            return None
        try:
            read = b32decode(written.upper() + "=" * (-len(written) % 8))
            message_id, number, token = _WRITTEN.unpack(read)
        except (ValueError, struct.error):  # binascii.Error is a ValueError
            return None
        key = Key(UUID(bytes=message_id), number=number)
        return key if hmac.compare_digest(token, self._token(key)) else None

    def _token(self, key: Key) -> bytes:
        signed = key.message_id.bytes + key.number.to_bytes(2)
        return hmac.digest(self.secret, signed, sha256)[:10]


def secret_from(private_key: Path) -> bytes:
    """Return a secret for return addresses that follows from the service's own key."""
    return hmac.digest(private_key.read_bytes(), b"return-addresses", sha256)
