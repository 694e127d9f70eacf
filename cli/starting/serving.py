"""A service as a part: its program, and how one knows that it serves."""

import httpx

from cli.starting.environment import Premises, service_environment, service_program
from cli.system import LOOPBACK
from shared.embedded.parts import ProcessPart
from shared.embedded.ports import is_answering


def service_part(
    premises: Premises, name: str, database_url: str, http: httpx.AsyncClient
) -> ProcessPart:
    """Return the part that serves one service; ready when its health says so."""
    port = premises.ports.service(name)

    async def ready() -> bool:
        # Cheaper than a request, and asked often while four Pythons start.
        if not is_answering(port):
            return False
        try:
            answer = await http.get(f"http://{LOOPBACK}:{port}/health/ready")
        except httpx.TransportError:
            return False
        return answer.is_success

    return ProcessPart(
        name,
        service_program(name),
        data=premises.data,
        ready=ready,
        ports=(port,),
        env=service_environment(premises, name, database_url),
    )
