"""The golden checkpoint and cosignature."""

from shared.tlog.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from shared.tlog.keys import parse_verifier_key
from shared.tlog.note import Note, parse_note
from tests.support.golden_log import KEY, SIGNER, WITNESS, checkpoint

VKEY = "registry.example/audit+a6e2b966+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
LINE = (
    "— registry.example/audit puK5ZtEwb6rG3Z6oNyUwfEj1sFj0pQ+nAT5LSUBjo3ujvqMqKN8pjwV"
    "NCb8kmVcdjA3wIQ3f7qZ+t43/+IuPgDm2KwA="
)
WITNESS_VKEY = (
    "witness.example/w1+468d99bb+BHm1Vi6P5lT5QHixEuipi6eQH4U65pW+1+DjkQutBJZk"
)
WITNESS_LINE = (
    "— witness.example/w1 Ro2ZuwAAAABpVbkAOuN1NGwZsQ8L58f9Y9gy7TK7Q+q5+17HF9lbvg0Ro8u"
    "ZEcWNLYlNwfJgBDX6fZTKSQrXwmNPmlNE91vP8znBAQ=="
)


def test_have_the_published_keys() -> None:
    assert (str(KEY), str(WITNESS.verifier_key)) == (VKEY, WITNESS_VKEY)


def test_give_the_published_signature_line() -> None:
    signed = sign_checkpoint(checkpoint(70_000), SIGNER)
    assert signed.decode() == (
        "registry.example/audit\n70000\n"
        "iOj3gvVIrfixjonUuBSVpqabayy/Yy5bUeUrYrIao6o=\n\n" + LINE + "\n"
    )


def test_give_the_published_cosignature_line() -> None:
    line = WITNESS.sign(checkpoint(257).text, 1_767_225_600)
    assert str(line) == WITNESS_LINE + "\n"


def test_are_believed_under_the_published_keys() -> None:
    signed = parse_note(sign_checkpoint(checkpoint(257), SIGNER))
    cosigned = parse_note(f"{signed.text}\n{WITNESS_LINE}\n".encode())
    both = bytes(Note(signed.text, signed.signatures + cosigned.signatures))
    witness = parse_verifier_key(WITNESS_VKEY)
    opened = open_checkpoint(both, parse_verifier_key(VKEY), [witness])
    assert opened == Checkpoint("registry.example/audit", 257, checkpoint(257).root)
