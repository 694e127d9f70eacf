"""The logs that were handed over, beside an exported one."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.audit.ended_logs import keep_ended_logs
from cli.audit.group import audit
from oversight.bundles.errors import OtherKey
from oversight.bundles.from_export import bundle_in
from oversight.bundles.verifying import verify_bundle
from oversight.source import ExportedLog
from oversight.trails.question import read_question
from shared.identity.roles import Role
from shared.tlog.checkpoint import open_checkpoint
from shared.tlog.copying import Copy
from shared.tlog.errors import VerificationError
from shared.tlog.reading import CHECKPOINT
from tests.support.exported_log import write_shelf
from tests.support.golden_log import KEY, Shelf, sealed
from tests.support.handed_over_log import ENDING, NEXT, served


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


def test_leave_a_bundle_across_the_hand_over_whole(tmp_path: Path) -> None:
    write_shelf(served(), tmp_path / "log")
    log = ExportedLog(tmp_path / "log", {Role.REGULATOR}, NEXT.verifier_key)
    raw = bundle_in(log, read_question("assessment/a"))
    verified = verify_bundle(raw, NEXT.verifier_key)
    assert [one.index for one in verified.entries] == [*range(300), *range(301, 600)]
    # Whoever has but the old key is told by the hand-over's own proof how it goes on.
    with pytest.raises(OtherKey):
        verify_bundle(raw, KEY)


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
