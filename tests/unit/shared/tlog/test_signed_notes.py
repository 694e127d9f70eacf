"""A signed note."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.errors import BadSignature, MalformedNote
from shared.tlog.note import (
    Note,
    NoteSigner,
    SignatureLine,
    parse_note,
    verified_by,
)
from tests.support.golden_log import KEY, SIGNER, WITNESS

TEXT = "the text\nof a note\n"
SIGNED = bytes(Note(TEXT, (SIGNER.sign(TEXT),)))
STRANGER = NoteSigner(
    "stranger.example", Ed25519PrivateKey.from_private_bytes(bytes(32))
)

printable = st.text(st.characters(codec="utf-8", min_codepoint=0x20))
names = printable.map(
    lambda name: "".join(sign for sign in name if sign != "+" and not sign.isspace()),
).filter(bool)
signature_lines = st.builds(
    SignatureLine,
    names,
    st.binary(min_size=4, max_size=4),
    st.binary(min_size=1, max_size=80),
)
notes = st.builds(
    Note,
    st.lists(printable, min_size=1).map(lambda lines: "\n".join(lines) + "\n"),
    st.lists(signature_lines, min_size=1, max_size=5).map(tuple),
)


@given(notes)
def test_survives_a_round_trip(note: Note) -> None:
    assert parse_note(bytes(note)) == note


def test_is_believed_when_a_known_key_signed_it() -> None:
    assert verified_by(parse_note(SIGNED), [KEY]) == {KEY}


def test_is_believed_beside_signatures_of_strangers() -> None:
    lines = (STRANGER.sign(TEXT), SIGNER.sign(TEXT), WITNESS.sign(TEXT, 1))
    assert verified_by(Note(TEXT, lines), [KEY]) == {KEY}


def test_is_signed_by_nobody_when_only_strangers_signed() -> None:
    assert not verified_by(Note(TEXT, (STRANGER.sign(TEXT),)), [KEY])


def test_is_refused_whole_when_one_known_signature_is_bad() -> None:
    forged = SignatureLine(KEY.name, KEY.key_id, bytes(64))
    with pytest.raises(BadSignature, match=r"registry\.example/audit"):
        verified_by(Note(TEXT, (SIGNER.sign(TEXT), forged)), [KEY])


def test_is_refused_when_a_cosignature_is_bad_or_of_another_length() -> None:
    key = WITNESS.verifier_key
    for raw in (bytes(72), bytes(71), WITNESS.sign(TEXT, 1).signature[:-1] + b"\0"):
        line = SignatureLine(key.name, key.key_id, raw)
        with pytest.raises(BadSignature):
            verified_by(Note(TEXT, (line,)), [key])


def test_is_not_believed_with_another_time_on_the_cosignature() -> None:
    line = WITNESS.sign(TEXT, 7)
    moved = bytes([*line.signature[:7], 8, *line.signature[8:]])
    key = WITNESS.verifier_key
    with pytest.raises(BadSignature):
        verified_by(Note(TEXT, (SignatureLine(key.name, key.key_id, moved),)), [key])


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no signatures"),
        (SIGNED + b"\xff\n", "not UTF-8"),
        (SIGNED.replace(b"text", b"te\txt"), "control characters"),
        (SIGNED.replace(b"\n\n", b"\n"), "no signatures"),
        (SIGNED.removesuffix(b"\n"), "no signatures"),
        (TEXT.encode() + b"\n\n", "no signatures"),
        (SIGNED.replace("— ".encode(), b"- "), "no dash"),
        (SIGNED.replace(b"audit ", b"audit  "), "not in base64"),
        (SIGNED.replace(b"registry", b"reg+stry"), "no dash"),
        (TEXT.encode() + "\n— name AAAAAA==\n".encode(), "too short"),
        (TEXT.encode() + "\n— name AAAAAAB=\n".encode(), "not in base64"),
        (SIGNED + str(SIGNER.sign(TEXT)).encode() * 100, "more than a hundred"),
    ],
)
def test_is_refused_in_any_other_form(raw: bytes, why: str) -> None:
    with pytest.raises(MalformedNote, match=why):
        parse_note(raw)
