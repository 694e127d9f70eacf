"""A checkpoint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.merkle import EMPTY_ROOT
from shared.tlog.checkpoint import (
    Checkpoint,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from shared.tlog.errors import MalformedCheckpoint, NotSigned, OtherLog
from shared.tlog.note import Note
from tests.support.golden_log import KEY, ORIGIN, SIGNER, WITNESS, checkpoint

CHECKPOINT = checkpoint(3)
ROOT = CHECKPOINT.text.split("\n")[2]


@given(st.integers(1, 2**62), st.binary(min_size=32, max_size=32))
def test_survives_a_round_trip(size: int, root: bytes) -> None:
    written = Checkpoint(ORIGIN, size, root)
    assert open_checkpoint(sign_checkpoint(written, SIGNER), KEY) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{ORIGIN}\n3\n{ROOT}",
        f"{ORIGIN}\n3\n{ROOT}\nextension\n",
        f"{ORIGIN}\n03\n{ROOT}\n",
        f"{ORIGIN}\n-3\n{ROOT}\n",
        f"{ORIGIN}\n٣\n{ROOT}\n",
        f"{ORIGIN}\n3 \n{ROOT}\n",
        f"{ORIGIN}\n3\n{ROOT[:-4]}\n",
        f"{ORIGIN}\n3\nAAAA{ROOT}\n",
        f"{ORIGIN}\n0\n{ROOT}\n",
        f"\n3\n{ROOT}\n",
        f"an origin\n3\n{ROOT}\n",
    ],
)
def test_is_refused_in_any_other_form(text: str) -> None:
    with pytest.raises(MalformedCheckpoint):
        parse_checkpoint(text)


def test_may_be_of_the_empty_log() -> None:
    empty = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    assert parse_checkpoint(empty.text) == empty


def test_is_refused_without_the_logs_signature() -> None:
    line = WITNESS.sign(CHECKPOINT.text, 1)
    with pytest.raises(NotSigned, match=ORIGIN):
        open_checkpoint(bytes(Note(CHECKPOINT.text, (line,))), KEY)


def test_is_refused_without_a_demanded_witness() -> None:
    raw = sign_checkpoint(CHECKPOINT, SIGNER)
    with pytest.raises(NotSigned, match=r"witness\.example/w1"):
        open_checkpoint(raw, KEY, [WITNESS.verifier_key])


def test_is_refused_from_another_origin() -> None:
    text = CHECKPOINT.text.replace(ORIGIN, "elsewhere.example")
    with pytest.raises(OtherLog, match=r"elsewhere\.example"):
        open_checkpoint(bytes(Note(text, (SIGNER.sign(text),))), KEY)


def test_is_not_signed_for_another_origin() -> None:
    with pytest.raises(OtherLog):
        sign_checkpoint(Checkpoint("elsewhere.example", 0, EMPTY_ROOT), SIGNER)
