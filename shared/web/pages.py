"""Pages: server-rendered HTML from Jinja2 templates, escaped, without JavaScript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from shared.identity.caller import NOBODY, Caller
from shared.identity.demonstration import PEOPLE
from shared.identity.permissions import may
from shared.settings import ServiceSettings

TEMPLATES = Path(__file__).parent / "templates"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class ServiceLink:
    """A service in the navigation."""

    label: str
    href: str
    current: bool


def install_pages(app: FastAPI, name: str, folders: Sequence[Path] = ()) -> None:
    """Let the application render templates: the kit's, then those of `folders`.

    The kit's come first, so that no capability replaces the base by chance.
    """
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(path) for path in (TEMPLATES, *folders)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["label"] = label
    app.state.templates = environment
    app.state.service_name = name


def page(
    request: Request, template: str, *, status: int = 200, **values: object
) -> HTMLResponse:
    """Return the rendered page; every page knows its caller and the navigation."""
    environment: Environment = request.app.state.templates
    service = getattr(request.app.state, "service", None)
    settings: ServiceSettings | None = service.settings if service else None
    caller: Caller = getattr(request.state, "caller", None) or NOBODY
    name: str = request.app.state.service_name
    peers: Mapping[str, str] = settings.peers if settings else {}
    known: dict[str, object] = {
        "service_name": name,
        "services": _navigation(name, peers, request.url.hostname or ""),
        "caller": caller,
        "caller_name": display_name(caller),
        "embedded": settings.embedded if settings else False,
        "path": request.url.path,
        "may": partial(may, caller),
        "at": partial(_at, name, peers, request.url.hostname or ""),
    }
    html = environment.get_template(template).render(**known, **values)
    return HTMLResponse(html, status_code=status)


def prefers_page(request: Request) -> bool:
    """Tell whether the caller is a person with a browser, and not a program."""
    if request.url.path.startswith("/api/") or not hasattr(
        request.app.state, "templates"
    ):
        return False
    return "text/html" in request.headers.get("accept", "")


def display_name(caller: Caller) -> str:
    """Return what to call the caller: a demonstration person's name, else the id."""
    for person in PEOPLE.values():
        if person.actor == caller.actor:
            return person.display_name
    return caller.actor


def label(name: str) -> str:
    """Return a name as a heading has it: `cpd-audit` is `Cpd audit`."""
    return name.replace("-", " ").replace("_", " ").capitalize()


def _navigation(name: str, peers: Mapping[str, str], host: str) -> list[ServiceLink]:
    links = [
        ServiceLink(label(peer), _at(name, peers, host, peer), peer == name)
        for peer in peers
    ]
    if name not in peers:
        links.insert(0, ServiceLink(label(name), "/", current=True))
    return links


def _at(
    name: str, peers: Mapping[str, str], host: str, peer: str, path: str = "/"
) -> str:
    """Return the address of a page of a service, this one's own or a peer's."""
    return path if peer == name else _reached(peers.get(peer, ""), host, path)


def _reached(url: str, host: str, path: str) -> str:
    """Return a peer's page by the name that the browser uses for this machine.

    The sign-in cookie belongs to a host name: `localhost` is not `127.0.0.1` to it.
    """
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK and host in LOOPBACK:
        shown = f"[{host}]" if ":" in host else host
        return parts._replace(netloc=f"{shown}:{parts.port}", path=path).geturl()
    return url if path == "/" else url.rstrip("/") + path
