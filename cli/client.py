"""Speaking to the services over HTTP, as one of the register's people."""

import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from types import TracebackType
from typing import Self, cast

import httpx

from cli.failures import Failed, NotThere, Weather
from cli.purpose import StatedPurpose
from cli.showing import text_of
from cli.system import System
from shared.contracts.canonical import Json
from shared.errors import RegisterError
from shared.identity.demonstration import identity_folder, token_for

NO_PURPOSE = StatedPurpose()
TOKEN_LIFE = timedelta(minutes=5)
TIMEOUT = httpx.Timeout(60.0, connect=5.0)
WEATHER = frozenset({429, 502, 503, 504})


class SignedAs(httpx.Auth):
    """A short-lived token of a demonstration person, made anew before it expires.

    `REGISTER_TOKEN` in the environment takes its place where the keys are not ours.
    """

    def __init__(self, person: str, system: System) -> None:
        self._person = person
        self._system = system
        self._token = ""
        self._fresh_until = datetime.min.replace(tzinfo=UTC)

    def auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response]:
        """Put the token on the request."""
        request.headers["authorization"] = f"Bearer {self._current()}"
        yield request

    def _current(self) -> str:
        given = os.environ.get("REGISTER_TOKEN")
        if given:
            return given
        now = datetime.now(UTC)
        if now >= self._fresh_until:
            self._token = token_of(self._person, self._system, now)
            self._fresh_until = now + TOKEN_LIFE / 2
        return self._token


def token_of(person: str, system: System, now: datetime) -> str:
    """Return a token of a demonstration person of the system."""
    folder = identity_folder(system.data)
    if not folder.exists():
        raise Failed(
            f"There are no keys to sign in with under {folder}: start `register up` "
            "first, or name its folder with --data."
        )
    try:
        return token_for(person, system.data, now, TOKEN_LIFE)
    except RegisterError as error:
        raise Failed(f"No token for {person}: {error.sentence}") from error


class Client:
    """The services as one caller sees them; JSON in, JSON out, errors as sentences."""

    def __init__(
        self,
        system: System,
        person: str | None,
        purpose: StatedPurpose = NO_PURPOSE,
    ) -> None:
        self.system = system
        self.person = person
        self.purpose = purpose
        auth = None if person is None else SignedAs(person, system)
        self._http = httpx.Client(
            auth=auth, headers=purpose.headers, timeout=TIMEOUT, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def speaking_as(self, person: str) -> "Client":
        """Return a client for another person of the same system."""
        return Client(self.system, person, self.purpose)

    def get(self, service: str, path: str, **query: str | int | None) -> Json:
        """Return what `GET path` of a service answers."""
        given = {name: value for name, value in query.items() if value is not None}
        return self._ask("GET", service, path, query=given)

    def post(self, service: str, path: str, body: Mapping[str, object]) -> Json:
        """Return what `POST path` of a service answers, 409 with an answer included."""
        return self._ask("POST", service, path, body=body)

    @contextmanager
    def stream(
        self, service: str, path: str, query: Mapping[str, str | int]
    ) -> Generator[Iterator[bytes]]:
        """Open what `GET path` of a service answers, piece by piece as it comes."""
        address = f"{self.system.url(service)}{path}"
        try:
            with self._http.stream("GET", address, params=query) as response:
                if not response.is_success:
                    response.read()
                    read_answer(service, response)
                yield response.iter_bytes()
        except httpx.TransportError as error:
            raise self._silent(service, error) from error

    def _silent(self, service: str, error: Exception) -> Weather:
        return Weather(
            f"The {service} service at {self.system.url(service)} does not answer "
            f"({type(error).__name__}): is `register up` running?"
        )

    def _ask(
        self,
        method: str,
        service: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> Json:
        try:
            response = self._http.request(
                method, f"{self.system.url(service)}{path}", params=query, json=body
            )
        except httpx.TransportError as error:
            raise self._silent(service, error) from error
        return read_answer(service, response)


def read_answer(service: str, response: httpx.Response) -> Json:
    """Return the JSON of a response; raises `Failed` with the problem's own words.

    A refusal (409) that carries a command's answer is an answer.
    """
    value = _json(response)
    if response.is_success:
        return value
    problem = value if isinstance(value, dict) else {}
    if response.status_code == HTTPStatus.CONFLICT and "command_id" in problem:
        return problem
    said = text_of(problem, "detail") or text_of(problem, "title")
    sentence = f"The {service} service answers {response.status_code}: {said}"
    if said and response.is_client_error:
        # What is wrong is ours, and the service has the better words for it.
        sentence = said
    if response.status_code in WEATHER:
        raise Weather(sentence)
    if response.status_code == HTTPStatus.NOT_FOUND:
        raise NotThere(sentence)
    raise Failed(sentence)


def _json(response: httpx.Response) -> Json:
    try:
        return cast("Json", response.json())
    except ValueError:
        return None
