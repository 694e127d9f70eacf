"""A log that seems to be handed over."""

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cli.audit.following import find_log
from oversight.hand_over import NotHandedOver
from shared.contracts.audit import LogOpened
from shared.contracts.envelope import decode, encode
from shared.tlog.checkpoint import Checkpoint, sign_checkpoint
from shared.tlog.encoding import decode_base64
from shared.tlog.errors import NotSigned, VerificationError
from shared.tlog.keys import VerifierKey
from shared.tlog.note import NoteSigner
from shared.tlog.reading import CHECKPOINT
from tests.support.exported_log import plain
from tests.support.golden_log import KEY, ORIGIN, Shelf, sealed
from tests.support.handed_over_log import ENDING, NEXT, under_next

EVENTS = [raw for raw, _ in plain(20)]
OTHER = NoteSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))


def log_ended_by(*ending: bytes) -> Shelf:
    """Return a log under the next key, after one that ends with these entries."""
    before = [*EVENTS[:10], *ending]
    log = sealed([*before, *EVENTS[10:]])
    log["archive/1/checkpoint"] = sealed(before)[CHECKPOINT]
    log[CHECKPOINT] = under_next([*before, *EVENTS[10:]])
    return log


def forged(**members: Any) -> bytes:  # noqa: ANN401
    return encode(replace(decode(ENDING), **members))


def saying(**said: str) -> bytes:
    return forged(data={**decode(ENDING).data, **said})


def followed(log: Shelf) -> VerifierKey:
    return find_log(log, KEY, lambda _key: None, follow=True).key


def refusal(log: Shelf) -> VerificationError:
    with pytest.raises(VerificationError) as caught:
        followed(log)
    return caught.value


def test_is_followed_where_its_last_entry_is_the_logs_own_word() -> None:
    assert followed(log_ended_by(ENDING)) == NEXT.verifier_key


@pytest.mark.parametrize(
    "ending",
    [
        forged(source="/audit"),
        forged(source="/applications"),
        forged(type=LogOpened.TYPE),
        saying(origin="registry.example/another"),
        saying(new_origin="registry.example/audit-3"),
        EVENTS[-1],
        b"no event",
    ],
    ids=str,
)
def test_is_not_followed_on_anything_else(ending: bytes) -> None:
    assert isinstance(refusal(log_ended_by(ending)), NotHandedOver)


def test_is_not_followed_where_the_hand_over_is_not_the_last_entry() -> None:
    assert isinstance(refusal(log_ended_by(ENDING, EVENTS[-1])), NotHandedOver)


def test_is_not_followed_where_another_key_signed_its_end() -> None:
    log = log_ended_by(ENDING)
    final = sealed([*EVENTS[:10], ENDING])[CHECKPOINT]
    size, root = final.decode().splitlines()[1:3]
    assert size == "11"
    edge = Checkpoint(ORIGIN, 11, decode_base64(root))
    log["archive/1/checkpoint"] = sign_checkpoint(edge, OTHER)
    assert isinstance(refusal(log), NotSigned)
