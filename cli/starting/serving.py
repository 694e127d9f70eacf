"""A service as a part: its program, and how one knows that it serves."""

import httpx

from cli.starting.environment import Premises, service_environment, service_program
from cli.system import LOOPBACK
from shared.embedded.parts import ProcessPart


def service_part(premises: Premises, name: str, database_url: str) -> ProcessPart:
    """Return the part that serves one service; ready when its health says so."""
    port = premises.ports.service(name)

    async def ready() -> bool:
        try:
            async with httpx.AsyncClient(timeout=5, trust_env=False) as http:
                answer = await http.get(f"http://{LOOPBACK}:{port}/health/ready")
        except httpx.TransportError:
            return False
        return answer.is_success

    return ProcessPart(
        name,
        service_program(name, "serve"),
        data=premises.data,
        ready=ready,
        ports=(port,),
        env=service_environment(premises, name, database_url),
    )
