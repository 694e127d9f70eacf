"""A witness policy."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.tlog.errors import BadSignature, MalformedPolicy, OtherLog, QuorumMissing
from shared.tlog.keys import VerifierKey
from shared.tlog.note import Note, parse_note
from shared.tlog.policy import cosigned_by, require_quorum
from shared.tlog.policy_file import parse_policy
from shared.tlog.witnessing import CosignatureSigner
from tests.support.golden_log import KEY, ORIGIN, WITNESS, checkpoint, golden_log


def signer(number: int) -> CosignatureSigner:
    seed = bytes([number]) * 32
    private_key = Ed25519PrivateKey.from_private_bytes(seed)
    return CosignatureSigner(f"witness.example/{number}", private_key)


def policy(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def witnesses(*names: str) -> list[str]:
    return [
        f"witness {name} {signer(number).verifier_key}"
        for number, name in enumerate(names, start=1)
    ]


TWO_LEVELS = policy(
    "# A policy of two levels",
    f"log {KEY} https://register.example/log",
    "",
    *witnesses("X1", "X2", "X3", "Y1", "Y2"),
    "\tgroup  X 2 X1 X2 X3 ",
    "group Y any Y1 Y2",
    "group X-and-Y all X Y",
    "quorum X-and-Y",
)


@pytest.mark.parametrize(
    ("cosigned", "reached"),
    [
        ({"X1", "X3", "Y2"}, True),
        ({"X1", "X2", "X3", "Y1", "Y2"}, True),
        ({"X1", "X2", "X3"}, False),
        ({"X1", "Y1", "Y2"}, False),
        (set[str](), False),
    ],
)
def test_counts_groups_within_groups(cosigned: set[str], reached: bool) -> None:
    assert parse_policy(TWO_LEVELS).is_reached(cosigned) is reached


def test_may_ask_for_one_witness_alone() -> None:
    lone = parse_policy(policy(*witnesses("A", "B"), "quorum B"))
    assert lone.is_reached({"B"})
    assert not lone.is_reached({"A"})


def test_may_ask_for_none() -> None:
    assert parse_policy(policy(*witnesses("A"), "quorum none")).is_reached(set())


def test_keeps_where_a_witness_is() -> None:
    line = f"witness W {WITNESS.verifier_key} http://127.0.0.1:8020"
    read = parse_policy(policy(line, "quorum W"))
    assert read.witnesses["W"].url == "http://127.0.0.1:8020"
    assert read.witnesses["W"].key == WITNESS.verifier_key


A = witnesses("A")[0]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([A], "line 2: it ends without a quorum line"),
        ([A, "quorum B"], "line 2: B is not defined in a line before"),
        ([A, "group G 2 A", "quorum G"], "line 2: the number has to be any, all, or 1"),
        ([A, "group G 0 A", "quorum G"], "line 2: the number has to be"),
        ([A, "group G 01 A", "quorum G"], "line 2: the number has to be"),
        ([A, "group G any", "quorum G"], "line 2: a group has at least one member"),
        ([A, "group G any A A"], "line 2: A is a member of a group already"),
        ([A, "group G any G"], "line 2: G is not defined in a line before"),
        ([A, "group A any A"], "line 2: A is defined already"),
        ([A, "group none any A"], "line 2: none is no name"),
        ([A, "group G any none"], "line 2: none is not defined"),
        ([A, "quorum A", "quorum A"], "line 3: there is a quorum line already"),
        ([A, A.replace(" A ", " B ")], "line 2: this witness's key is listed already"),
        ([f"log {KEY}", f"log {KEY}"], "line 2: this log's key is listed already"),
        ([f"witness A {KEY}"], "line 1: the key of registry.example/audit is none for"),
        ([f"log {WITNESS.verifier_key}"], "line 1: the key of witness.example/w1 is"),
        (["witness A no-key"], "line 1: The key is not a verifier key"),
        (["witness A"], "line 1: it has to be: witness NAME VKEY [URL]"),
        (["quorum A B"], "line 1: it has to be: quorum NAME"),
        ([f"{A} ftp://x"], "line 1: the address has to begin with http"),
        (["quorums none"], "line 1: a line begins with one of log, witness, group"),
        (["quorum none\r"], "line 1: it has a control character"),
    ],
)
def test_is_refused_with_the_line_that_is_wrong(
    lines: list[str],
    sentence: str,
) -> None:
    with pytest.raises(MalformedPolicy) as refused:
        parse_policy(policy(*lines))
    assert sentence in str(refused.value)


def test_takes_names_that_are_not_utf_8_as_they_are() -> None:
    named = A.replace(" A ", " A\udcff ").encode("utf-8", "surrogateescape")
    assert parse_policy(named + b"\nquorum A\xff\n").witnesses
    with pytest.raises(MalformedPolicy, match=r"line 2: A.xfe is not defined"):
        parse_policy(named + b"\nquorum A\xfe\n")


def cosigned(*signers: CosignatureSigner) -> bytes:
    signed = parse_note(golden_log(257)["checkpoint"])
    lines = [each.sign(signed.text, 1_767_225_600) for each in signers]
    return bytes(Note(signed.text, (*signed.signatures, *lines)))


def test_knows_who_has_cosigned_by_its_own_names() -> None:
    both = cosigned(signer(2), signer(4), WITNESS)
    assert cosigned_by(parse_policy(TWO_LEVELS), both) == {"X2", "Y1"}


def test_believes_a_checkpoint_with_its_quorum() -> None:
    enough = cosigned(signer(1), signer(3), signer(5))
    require_quorum(parse_policy(TWO_LEVELS), enough, KEY)


def test_names_the_witnesses_that_are_missing() -> None:
    too_few = cosigned(signer(1), signer(5))
    with pytest.raises(QuorumMissing, match="without X2, X3, Y1") as missing:
        require_quorum(parse_policy(TWO_LEVELS), too_few, KEY)
    assert "X-and-Y is not reached" in str(missing.value)


def test_refuses_a_cosignature_that_does_not_hold() -> None:
    signed = parse_note(golden_log(257)["checkpoint"])
    line = signer(1).sign(checkpoint(256).text, 1_767_225_600)
    forged = bytes(Note(signed.text, (*signed.signatures, line)))
    with pytest.raises(BadSignature):
        require_quorum(parse_policy(TWO_LEVELS), forged, KEY)


def test_refuses_a_log_that_it_does_not_list() -> None:
    other = VerifierKey(ORIGIN, bytes(32))
    with pytest.raises(OtherLog):
        require_quorum(parse_policy(TWO_LEVELS), cosigned(), other)
