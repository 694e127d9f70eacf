"""A log that was handed over, as it is served: the old key's, and then the next."""

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.contracts.audit import LogHandedOver
from shared.contracts.envelope import encode
from shared.tlog.checkpoint import open_checkpoint, sign_checkpoint
from shared.tlog.note import NoteSigner
from shared.tlog.reading import CHECKPOINT
from tests.support.audit_log import event
from tests.support.exported_log import plain
from tests.support.golden_log import KEY, ORIGIN, Shelf, sealed

NEXT = NoteSigner(
    "registry.example/audit-2", Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
)
ENDING = encode(
    event(
        f"log/{ORIGIN}",
        1,
        type=LogHandedOver.TYPE,
        data={
            "origin": ORIGIN,
            "new_origin": NEXT.name,
            "new_vkey": str(NEXT.verifier_key),
        },
    )
)


def served() -> Shelf:
    """Return what a log of 600 entries serves, handed over after the first 301."""
    events = [raw for raw, _ in plain(599)]
    before = [*events[:300], ENDING]
    log = sealed([*before, *events[300:]])
    log["archive/1/checkpoint"] = sealed(before)[CHECKPOINT]
    log["archive/1/vkey"] = f"{KEY}\n".encode()
    log[CHECKPOINT] = under_next([*before, *events[300:]])
    return log


def under_next(entries: list[bytes]) -> bytes:
    """Return the checkpoint of a log of these entries, signed by the next key."""
    mine = open_checkpoint(sealed(entries)[CHECKPOINT], KEY)
    return sign_checkpoint(replace(mine, origin=NEXT.name), NEXT)


def first_log() -> Shelf:
    """Return what the log served when it had 200 entries, under its first key."""
    return sealed([raw for raw, _ in plain(599)][:200])
