"""Where the audit service and its log are, for the commands that read both."""

from dataclasses import replace

from cli.client import Client

_LOG = "/log"


def log_address(client: Client, url: str | None) -> str:
    """Return the log's address: the one given, or that of the client's system."""
    return f"{_service_address(client, url)}{_LOG}"


def at_audit_service(client: Client, url: str | None) -> Client:
    """Return the client, speaking to the audit service that has the log at `url`."""
    urls = {**client.system.urls, "audit": _service_address(client, url)}
    return Client(replace(client.system, urls=urls), client.person)


def _service_address(client: Client, url: str | None) -> str:
    given = client.system.url("audit") if url is None else url
    return given.rstrip("/").removesuffix(_LOG)
