"""An object store that speaks S3 over HTTP on this machine, for the tests."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import httpx
from moto.server import ThreadedMotoServer

HOST = "127.0.0.1"


@dataclass(frozen=True)
class ObjectStore:
    """A server of the S3 protocol at `endpoint`; `variables` are how one reaches it."""

    endpoint: str

    @property
    def variables(self) -> Mapping[str, str]:
        """Return the environment variables that an operator would set."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "eu-west-2",
            "AWS_ACCESS_KEY_ID": "register",
            "AWS_SECRET_ACCESS_KEY": "nobody-else-knows",
        }

    def bucket(self) -> str:
        """Return the address of a new, empty place in a new bucket."""
        name = f"documents-{uuid4().hex[:12]}"
        httpx.put(f"{self.endpoint}/{name}").raise_for_status()
        return f"s3://{name}/register"


@contextmanager
def object_store() -> Generator[ObjectStore]:
    """Yield a store on a free port, ended afterwards."""
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield ObjectStore(f"http://{host}:{port}")
    finally:
        server.stop()
