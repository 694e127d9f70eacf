"""The logs that were handed over, beside an exported one."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cli.audit.ended_logs import keep_ended_logs
from cli.audit.group import audit
from shared.contracts.audit import LogHandedOver
from shared.contracts.envelope import encode
from shared.tlog.checkpoint import open_checkpoint, sign_checkpoint
from shared.tlog.copying import Copy
from shared.tlog.errors import VerificationError
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
    before = [*(raw for raw, _ in plain(300)), ENDING]
    log = sealed([*before, *(raw for raw, _ in plain(299, "assessment/b"))])
    log["archive/1/checkpoint"] = sealed(before)[CHECKPOINT]
    log["archive/1/vkey"] = f"{KEY}\n".encode()
    mine = open_checkpoint(log[CHECKPOINT], KEY)
    signed = type(mine)(NEXT.name, mine.size, mine.root)
    log[CHECKPOINT] = sign_checkpoint(signed, NEXT)
    return log


def export(log: Shelf, directory: Path) -> None:
    checkpoint = open_checkpoint(log[CHECKPOINT], NEXT.verifier_key)
    copy = Copy(log, checkpoint, directory)
    copy.keep_all()
    keep_ended_logs(log, directory)
    copy.publish(log[CHECKPOINT])


def verify(directory: Path) -> tuple[int, str]:
    result = CliRunner().invoke(
        audit,
        [
            *("verify", "--dir", str(directory), "--vkey", str(KEY), "--follow"),
            *("--state", str(directory.with_name("seen"))),
        ],
    )
    return result.exit_code, result.output


def test_lead_whoever_has_the_old_key_to_the_open_log(tmp_path: Path) -> None:
    export(served(), tmp_path / "log")
    exit_code, output = verify(tmp_path / "log")
    assert exit_code == 0, output
    assert NEXT.name in output


def test_are_needed_for_it(tmp_path: Path) -> None:
    export(served(), tmp_path / "log")
    (tmp_path / "log" / "archive/1/checkpoint").unlink()
    exit_code, _ = verify(tmp_path / "log")
    assert exit_code == 1


def test_are_none_of_a_log_that_is_its_first(tmp_path: Path) -> None:
    assert keep_ended_logs(sealed([ENDING]), tmp_path) == ()
    assert not (tmp_path / "archive").exists()


def test_are_not_kept_where_their_own_key_did_not_sign(tmp_path: Path) -> None:
    log = served()
    log["archive/1/checkpoint"] = log[CHECKPOINT]
    with pytest.raises(VerificationError):
        keep_ended_logs(log, tmp_path)
    assert not (tmp_path / "archive" / "1" / CHECKPOINT).exists()
