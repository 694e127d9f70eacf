"""A witness that is asked to cosign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.merkle import EMPTY_ROOT, consistency_proof
from shared.tlog.checkpoint import Checkpoint, sign_checkpoint
from shared.tlog.errors import MalformedSubmission
from shared.tlog.note import Note, NoteSigner, parse_note
from shared.tlog.reading import CHECKPOINT, node_reader
from shared.tlog.submission import Submission, parse_submission
from shared.tlog.witness import (
    Cosigning,
    NotCosigned,
    Refusal,
    WitnessedLog,
    judge,
)
from tests.support.golden_log import (
    KEY,
    ORIGIN,
    SIGNER,
    WITNESS,
    checkpoint,
    golden_log,
)

LOG = golden_log(300)


def proof(old: int, new: int) -> tuple[bytes, ...]:
    return tuple(consistency_proof(old, new, node_reader(LOG, new)))


def held(size: int) -> dict[str, WitnessedLog]:
    root = checkpoint(size).root if size else EMPTY_ROOT
    return {ORIGIN: WitnessedLog(KEY, size, root)}


def submitted(old: int, new: int, *hashes: bytes) -> bytes:
    signed = sign_checkpoint(checkpoint(new), SIGNER)
    return bytes(Submission(old, hashes, signed))


def refusal(body: bytes, size: int) -> NotCosigned:
    judged = judge(body, held(size))
    assert isinstance(judged, NotCosigned)
    return judged


@pytest.mark.parametrize("old", [0, 1, 255, 256, 299, 300])
def test_cosigns_what_continues_the_last(old: int) -> None:
    judged = judge(submitted(old, 300, *proof(old, 300)), held(old))
    assert isinstance(judged, Cosigning)
    assert judged.checkpoint == checkpoint(300)


def test_gives_the_golden_cosignature() -> None:
    body = bytes(Submission(0, (), sign_checkpoint(checkpoint(257), SIGNER)))
    judged = judge(body, held(0))
    assert isinstance(judged, Cosigning)
    line = WITNESS.sign(judged.submitted.text, 1_767_225_600)
    assert str(line) == (
        "— witness.example/w1 Ro2ZuwAAAABpVbkAOuN1NGwZsQ8L58f9Y9gy7TK7Q+q5+17HF9lbvg0R"
        "o8uZEcWNLYlNwfJgBDX6fZTKSQrXwmNPmlNE91vP8znBAQ==\n"
    )


def test_refuses_an_older_checkpoint() -> None:
    rolled_back = refusal(submitted(200, 200), 300)
    assert (rolled_back.refusal, rolled_back.size) == (Refusal.OTHER_SIZE, 300)


def test_refuses_an_older_checkpoint_for_the_size_it_knows() -> None:
    assert refusal(submitted(300, 200), 300).refusal is Refusal.TURNED_ROUND


def test_says_the_size_it_knows() -> None:
    judged = refusal(submitted(0, 300), 256)
    assert (judged.refusal, judged.size) == (Refusal.OTHER_SIZE, 256)


def test_refuses_another_root_of_the_same_size_and_keeps_it() -> None:
    forked = sign_checkpoint(Checkpoint(ORIGIN, 300, bytes(32)), SIGNER)
    judged = refusal(bytes(Submission(300, (), forked)), 300)
    assert (judged.refusal, judged.size) == (Refusal.FORK, 300)
    assert judged.submitted == forked


def test_refuses_another_past() -> None:
    other = sign_checkpoint(Checkpoint(ORIGIN, 300, bytes(32)), SIGNER)
    body = bytes(Submission(200, proof(200, 300), other))
    assert refusal(body, 200).refusal is Refusal.BAD_PROOF


@pytest.mark.parametrize("old", [0, 200, 300])
def test_refuses_a_proof_of_something_else(old: int) -> None:
    body = submitted(old, 300, *proof(199, 300))
    assert refusal(body, old).refusal is Refusal.BAD_PROOF


def test_knows_no_other_log() -> None:
    stranger = NoteSigner("other.example/log", SIGNER.private_key)
    signed = sign_checkpoint(Checkpoint(stranger.name, 0, EMPTY_ROOT), stranger)
    body = bytes(Submission(0, (), signed))
    assert refusal(body, 0).refusal is Refusal.UNKNOWN_LOG


def test_wants_the_logs_signature() -> None:
    signed = parse_note(sign_checkpoint(checkpoint(300), SIGNER))
    line = WITNESS.sign(signed.text, 1)
    body = bytes(Submission(0, (), bytes(Note(signed.text, (line,)))))
    assert refusal(body, 0).refusal is Refusal.NOT_SIGNED


def test_wants_the_logs_signature_to_hold() -> None:
    lines = (SIGNER.sign(checkpoint(299).text),)
    forged = bytes(Note(checkpoint(300).text, lines))
    assert refusal(bytes(Submission(0, (), forged)), 0).refusal is Refusal.NOT_SIGNED


def test_reads_no_extension_lines() -> None:
    text = checkpoint(300).text + "an extension\n"
    extended = bytes(Note(text, (SIGNER.sign(text),)))
    body = bytes(Submission(0, (), extended))
    assert refusal(body, 0).refusal is Refusal.MALFORMED


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"old",
        b"old 00",
        b"old -1",
        b"new 0",
        b"old 0\nnot base64",
        b"old 0\nAAAA",
        b"old 0\n" + b"A" * 43 + b"=\n" * 64,
        "old 0\n—".encode(),
    ],
)
def test_refuses_what_is_no_submission(head: bytes) -> None:
    signed = sign_checkpoint(checkpoint(300), SIGNER)
    assert refusal(head + b"\n\n" + signed, 0).refusal is Refusal.MALFORMED


def test_takes_no_more_than_63_hashes() -> None:
    signed = sign_checkpoint(checkpoint(300), SIGNER)
    most = Submission(1, (bytes(32),) * 63, signed)
    assert parse_submission(bytes(most)) == most
    with pytest.raises(MalformedSubmission, match="more than 63"):
        parse_submission(bytes(Submission(1, (bytes(32),) * 64, signed)))


@given(body=st.binary(max_size=300))
def test_answers_anything_with_a_sentence(body: bytes) -> None:
    judged = judge(body, held(0))
    assert isinstance(judged, NotCosigned)
    assert judged.refusal is Refusal.MALFORMED


@given(
    old_size=st.integers(0, 2**62),
    proof=st.lists(st.binary(min_size=32, max_size=32), max_size=63),
)
def test_reads_a_submission_back_as_it_was(old_size: int, proof: list[bytes]) -> None:
    it = Submission(old_size, tuple(proof), LOG[CHECKPOINT])
    assert parse_submission(bytes(it)) == it
