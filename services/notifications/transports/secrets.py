"""Subscribers' secrets: each follows from one key and an id, and is kept nowhere.

So no database, no event and no dump holds one; whoever has the key has them all.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import digest
from pathlib import Path
from uuid import UUID

PREFIX = "whsec_"


@dataclass(frozen=True, slots=True)
class Secrets:
    """Says what secret an id stands for."""

    key: bytes = field(repr=False)

    def of(self, secret_id: UUID) -> str:
        """Return the secret, as Standard Webhooks writes it: 32 bytes in base64."""
        made = digest(self.key, b"webhook " + secret_id.bytes, sha256)
        return PREFIX + b64encode(made).decode("ascii")


def secrets_from(private_key: Path, chosen: str | None = None) -> Secrets:
    """Return the secrets that follow from a chosen key, else from the service's own."""
    key = chosen.encode() if chosen else private_key.read_bytes()
    return Secrets(digest(key, b"subscribers", sha256))
