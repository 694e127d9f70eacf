"""A supervised part."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

from shared.embedded.directory import claim, pid_file, run_directory
from shared.embedded.failures import PartFailed
from shared.embedded.parts import ProcessPart
from shared.embedded.ports import free_ports, is_answering, require_free
from shared.embedded.running import stop_leftovers, write_pid_file
from shared.embedded.supervisor import Supervisor

pytestmark = pytest.mark.integration

# It answers before the library's own server heeds SIGINT.
SERVER = """
import signal, sys
from http.server import test
signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
test(port=int(sys.argv[1]), bind='127.0.0.1')
"""


def server(data: Path, name: str, port: int) -> ProcessPart:
    """A part that listens on `port`."""

    async def ready() -> bool:
        return is_answering(port)

    argv = [sys.executable, "-c", SERVER, str(port)]
    return ProcessPart(name, argv, data=data, ready=ready, ports=[port])


def failure(data: Path, name: str) -> ProcessPart:
    """A part that says why it cannot, and ends."""

    async def never() -> bool:
        return False

    code = "import sys, time; time.sleep(0.3); sys.exit('the moon is not full')"
    return ProcessPart(name, [sys.executable, "-c", code], data=data, ready=never)


def is_running(pid: int) -> bool:
    """Return whether the process lives (a zombie does not)."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def gone_within(pid: int, seconds: float) -> bool:
    """Return whether the process ends in time."""
    until = time.monotonic() + seconds
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_running(pid)


async def test_is_ready_when_started_and_gone_when_stopped(tmp_path: Path) -> None:
    port, other = free_ports(2)
    one, two = server(tmp_path, "one", port), server(tmp_path, "two", other)
    async with Supervisor() as supervisor:
        await supervisor.start(one)
        await supervisor.start(two)
        assert is_answering(port)
        assert is_answering(other)
    assert not is_running(one.pid)
    assert not is_running(two.pid)
    assert list(run_directory(tmp_path).glob("*.pid")) == []


async def test_stops_all_others_when_it_fails_and_says_why(tmp_path: Path) -> None:
    early, together = free_ports(2)
    one, two = server(tmp_path, "one", early), server(tmp_path, "two", together)
    supervisor = Supervisor()
    await supervisor.start(one)
    with pytest.raises(PartFailed) as failed:
        await supervisor.start(two, failure(tmp_path, "three"))
    assert str(failed.value) == (
        "three: it ended with status 1, saying “the moon is not full”; "
        f"its log is {tmp_path}/logs/three.log"
    )
    assert not is_running(one.pid)
    assert not is_running(two.pid)


async def test_that_is_slow_to_be_ready_is_stopped_and_named(tmp_path: Path) -> None:
    async def never() -> bool:
        return False

    argv = [sys.executable, "-c", "import time; time.sleep(60)"]
    slow = ProcessPart("slow", argv, data=tmp_path, ready=never, within=0.3)
    with pytest.raises(PartFailed, match="slow: it was not ready within"):
        await slow.start()
    assert not is_running(slow.pid)


async def test_is_not_started_when_its_port_is_taken(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    async with Supervisor() as supervisor:
        await supervisor.start(server(tmp_path, "one", port))
        sentence = f"two: port {port} on 127.0.0.1 is already in use"
        with pytest.raises(PartFailed, match=sentence):
            require_free({"two": port})
        with pytest.raises(PartFailed, match=sentence):
            await supervisor.start(server(tmp_path, "two", port))
        assert not (tmp_path / "logs" / "two.log").exists()


async def test_that_dies_is_named_and_can_be_started_again(tmp_path: Path) -> None:
    port, other = free_ports(2)
    one, two = server(tmp_path, "one", port), server(tmp_path, "two", other)
    async with Supervisor() as supervisor:
        await supervisor.start(one, two)
        watching = asyncio.create_task(supervisor.watch())
        await asyncio.sleep(0.1)
        assert not watching.done()
        os.kill(two.pid, signal.SIGKILL)
        ended = await asyncio.wait_for(watching, 5)
        assert (ended.name, ended.exit_code) == ("two", -signal.SIGKILL)
        await supervisor.restart("two")
        assert is_answering(other)
    assert not is_running(two.pid)


async def test_that_ignores_the_signal_is_killed_when_cancelled(tmp_path: Path) -> None:
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
    started = asyncio.Event()

    async def ready() -> bool:
        started.set()
        return False

    deaf = ProcessPart("deaf", [sys.executable, "-c", code], data=tmp_path, ready=ready)
    starting = asyncio.create_task(deaf.start())
    await started.wait()
    await asyncio.sleep(0.3)
    starting.cancel()
    await asyncio.sleep(0.1)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert not is_running(deaf.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl(2) is Linux's")
def test_dies_with_a_parent_killed_without_warning(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    script = f"""
        import asyncio, sys
        from pathlib import Path
        from shared.embedded.parts import ProcessPart
        async def ready(): return True
        async def main():
            argv = [sys.executable, "-c", {SERVER!r}, "{port}"]
            part = ProcessPart("one", argv, data=Path({str(tmp_path)!r}), ready=ready)
            await part.start()
            print(part.pid, flush=True)
            await asyncio.sleep(60)
        asyncio.run(main())
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert is_running(pid)
        parent.kill()
    assert gone_within(pid, 5)


async def test_left_by_an_earlier_run_is_stopped_before_the_next(
    tmp_path: Path,
) -> None:
    (port,) = free_ports(1)
    lost = server(tmp_path, "one", port)
    await lost.start()
    assert stop_leftovers(run_directory(tmp_path)) == ["one"]
    assert not is_answering(port)
    assert await lost.ended() == 0  # by SIGINT, in order


def test_is_never_taken_for_a_stranger_with_its_pid(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as stranger:
        note = pid_file(tmp_path, "one")
        write_pid_file(note, stranger.pid)
        # The same pid, born at another time: it was used again.
        note.write_text(note.read_text().replace('"born": "', '"born": "9'))
        assert stop_leftovers(run_directory(tmp_path)) == []
        assert stranger.poll() is None
        stranger.kill()


def test_has_its_data_directory_to_itself(tmp_path: Path) -> None:
    with (
        claim(tmp_path),
        pytest.raises(PartFailed, match="another system is running on"),
        claim(tmp_path),
    ):
        pass
    with claim(tmp_path):
        pass
