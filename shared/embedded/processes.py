"""Programs started by us: they end with us, and are told apart from strangers."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shared.embedded import launcher
from shared.embedded.account import Account
from shared.embedded.running import write_pid_file

ROTATE_AT = 16 * 1024 * 1024  # bytes; one older file is kept


@dataclass(frozen=True)
class Program:
    """What to run and how to end it.

    `death_signal` is what the kernel sends when we die without a word (Linux);
    `stop_signal` is what we send ourselves, `patience` how many seconds we give.
    """

    name: str
    argv: Sequence[str]
    log: Path
    pid_file: Path
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGTERM
    patience: float = 15.0


class Child:
    """One run of a `Program`."""

    def __init__(self, program: Program) -> None:
        # The death signal is tied to the *thread* that starts the child (prctl(2)).
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("children are started from the main thread")
        self._program = program
        self._process = _spawn(program)
        write_pid_file(program.pid_file, self._process.pid)

    @property
    def pid(self) -> int:
        """The process id, which is also the id of its process group."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """The exit status once it has ended (negative: a signal); None before."""
        return self._process.poll()

    async def ended(self) -> int:
        """Return the exit status, when it has ended."""
        # Polled: the same on every system, whatever event loop runs.
        while (code := self.exit_code) is None:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        return code

    async def stop(self) -> None:
        """End it: the polite signal, patience, SIGKILL to the whole group."""
        try:
            if self.exit_code is None:
                self._process.send_signal(self._program.stop_signal)
                async with asyncio.timeout(self._program.patience):
                    await self.ended()
        except TimeoutError:
            pass
        finally:
            # Also when we are cancelled meanwhile: nothing is left running. Until it
            # is waited for, its group cannot be somebody else's.
            if self.exit_code is None:
                os.killpg(self.pid, signal.SIGKILL)
                self._process.wait()
            self._program.pid_file.unlink(missing_ok=True)


def last_words(output: str) -> str:
    """Return the last line of a program's output, shortened; "" if there is none."""
    # Indented lines are the rest of a trace.
    said = [line for line in output.splitlines() if line[:1].strip()]
    return said[-1][:300] if said else ""


def tail(log: Path) -> str:
    """Return the end of a log file; "" if there is no such file."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 8192))
            return file.read().decode(errors="replace")
    except OSError:
        return ""


def _spawn(program: Program) -> subprocess.Popen[bytes]:
    account = program.account
    owner = "-" if account is None else f"{account.uid}:{account.gid}"
    program.log.parent.mkdir(parents=True, exist_ok=True)
    _rotate(program.log)
    prefix = [sys.executable, "-I", "-S", launcher.__file__]
    told = [str(int(program.death_signal)), str(os.getpid()), owner]
    with program.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own programs, no shell
            [*prefix, *told, *program.argv],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=None if program.env is None else dict(program.env),
            cwd=program.cwd,
            # Ctrl-C in a terminal goes to us; we stop the parts in order.
            start_new_session=True,
        )


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > ROTATE_AT:
        log.replace(log.with_suffix(".log.1"))
