"""The unprivileged account PostgreSQL runs under when we are root.

PostgreSQL refuses to run as root. Then an account of its own is used, made at need;
its files belong to it, and the way to them is opened for passage only.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ACCOUNT = "pgserver"
PASSAGE = 0o001  # search permission for others: to pass, not to list
FOR_ALL = 0o005


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    uid: int
    gid: int


def unprivileged_account() -> Account | None:
    """Return the account to run under; None when we are nobody special."""
    if os.geteuid() != 0:
        return None
    for name in (ACCOUNT, "postgres"):
        try:
            return _account(name)
        except KeyError:
            continue
    useradd = shutil.which("useradd")
    if useradd is not None:
        command = [useradd, "--system", "--shell", "/usr/sbin/nologin", ACCOUNT]
        # Two systems may start side by side: the one that comes second finds it.
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - fixed words
    try:
        return _account(ACCOUNT)
    except KeyError:
        return _account("nobody")


def hand_over(directory: Path, account: Account) -> None:
    """Give `directory` and all in it to the account, and let it pass the parents."""
    if directory.stat().st_uid != account.uid:
        for path in (directory, *directory.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)
    open_passage(directory)


def open_passage(path: Path) -> None:
    """Let others pass through every parent of `path`."""
    for parent in path.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & PASSAGE:
            parent.chmod(mode | PASSAGE)


def open_for_all(directory: Path) -> None:
    """Let others read `directory`, as after an installation with a strict umask."""
    if directory.stat().st_mode & FOR_ALL == FOR_ALL:
        return
    for path in (*directory.rglob("*"), directory):
        mode = path.stat().st_mode
        runs = path.is_dir() or mode & 0o100
        path.chmod(mode | (FOR_ALL if runs else 0o004))


def _account(name: str) -> Account:
    entry = pwd.getpwnam(name)
    return Account(entry.pw_uid, entry.pw_gid)
