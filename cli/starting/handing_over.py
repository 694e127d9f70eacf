"""Handing the audit log over, after the database is up and before anything serves."""

import asyncio
import sys

from cli.starting.environment import Premises, service_environment
from shared.embedded.failures import PartFailed


async def hand_log_over(premises: Premises, database_url: str, origin: str) -> str:
    """Let the audit service's own program do it; return what it says.

    Raises `PartFailed` with its sentence where it does not.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "services.audit",
        "hand-over",
        origin,
        env=service_environment(premises, "audit", database_url),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await process.communicate()
    if process.returncode:
        why = complained.decode(errors="replace").strip().rpartition("\n")[2]
        raise PartFailed("audit", f"its log was not handed over: {why}")
    return said.decode().strip()
