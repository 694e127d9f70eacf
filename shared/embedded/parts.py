"""A part of the embedded system: a program, and how one knows that it is ready."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from shared.embedded.directory import log_file, pid_file
from shared.embedded.failures import PartFailed
from shared.embedded.processes import Child, Program, last_words, tail

READY_WITHIN = 60.0  # seconds


class Part(Protocol):
    """What a supervisor starts and stops.

    `start` returns when the part is ready and raises `PartFailed` when it will not
    be; `stop` may be called at any time and more than once; `ended` returns the exit
    status when the part has ended by itself.
    """

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def ports(self) -> Sequence[int]:
        """The ports it will listen on."""
        ...

    async def start(self) -> None:
        """Start it, and return when it is ready."""
        ...

    async def stop(self) -> None:
        """Stop it."""
        ...

    async def ended(self) -> int:
        """Return the exit status when it has ended."""
        ...


class Running:
    """A program that may be running: the state that every part keeps."""

    def __init__(self) -> None:
        self._child: Child | None = None

    async def start(
        self,
        program: Program,
        ready: Callable[[], Awaitable[bool]],
        within: float = READY_WITHIN,
    ) -> None:
        """Start the program and return when `ready` says so.

        Raises `PartFailed` when it ends before, or is not ready within the seconds
        given; it is then not running.
        """
        self._child = Child(program)
        try:
            async with asyncio.timeout(within):
                await _until_ready(self._child, program, ready)
        except TimeoutError:
            await self.stop()
            why = f"it was not ready within {within:.0f} seconds; its log is "
            raise PartFailed(program.name, f"{why}{program.log}") from None
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop the program if it runs."""
        if self._child is not None:
            await self._child.stop()

    async def ended(self) -> int:
        """Return the exit status of the program when it has ended."""
        if self._child is None:
            raise RuntimeError("it was never started")
        return await self._child.ended()

    @property
    def pid(self) -> int:
        """The process id of the last start."""
        if self._child is None:
            raise RuntimeError("it was never started")
        return self._child.pid


async def _until_ready(
    child: Child, program: Program, ready: Callable[[], Awaitable[bool]]
) -> None:
    while not await ready():
        if child.exit_code is not None:
            said = last_words(tail(program.log))
            raise PartFailed(
                program.name,
                f"it ended with status {child.exit_code}"
                f"{f', saying “{said}”' if said else ''}; its log is {program.log}",
            )
        await asyncio.sleep(0.05)


class ProcessPart:
    """A program of ours as a part: one of the services, say.

    `ready` is asked again and again until it says yes.
    """

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        *,
        data: Path,
        ready: Callable[[], Awaitable[bool]],
        ports: Sequence[int] = (),
        env: Mapping[str, str] | None = None,
        within: float = READY_WITHIN,
    ) -> None:
        self.name = name
        self.ports = ports
        self._ready = ready
        self._within = within
        self._running = Running()
        self._program = Program(
            name, argv, log=log_file(data, name), pid_file=pid_file(data, name), env=env
        )

    async def start(self) -> None:
        """Start it, and return when it is ready."""
        await self._running.start(self._program, self._ready, self._within)

    async def stop(self) -> None:
        """Stop it with SIGTERM, if it runs."""
        await self._running.stop()

    async def ended(self) -> int:
        """Return the exit status when it has ended."""
        return await self._running.ended()

    @property
    def pid(self) -> int:
        """The process id of the last start."""
        return self._running.pid
