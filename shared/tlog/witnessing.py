"""How a witness signs: the same key kind, with the time it saw the checkpoint."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.tlog.cosignature import cosigned_message, join_cosignature
from shared.tlog.keys import KeyKind, VerifierKey
from shared.tlog.note import SignatureLine, raw_public_key


@dataclass(frozen=True)
class CosignatureSigner:
    """A witness's named private key."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def verifier_key(self) -> VerifierKey:
        """The public half, to be handed to whoever trusts this witness."""
        public_key = raw_public_key(self.private_key)
        return VerifierKey(self.name, public_key, KeyKind.COSIGNATURE)

    def sign(self, checkpoint_text: str, timestamp: int) -> SignatureLine:
        """Return the line to add to a checkpoint seen at `timestamp` (Unix seconds)."""
        message = cosigned_message(timestamp, checkpoint_text)
        signature = join_cosignature(timestamp, self.private_key.sign(message))
        return SignatureLine(self.name, self.verifier_key.key_id, signature)
