"""The options by which every command finds its system and says who speaks."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from cli.client import Client
from cli.purpose import StatedPurpose
from cli.system import DEFAULT_DATA, DEFAULT_PORT, HIGHEST_PORT, System, find_system
from shared.identity.demonstration import PEOPLE

P = ParamSpec("P")
R = TypeVar("R")

_META = "register."


def _keep(ctx: click.Context, parameter: click.Parameter, value: object) -> None:
    """Put an option aside for `Client`: commands do not see it."""
    ctx.meta[f"{_META}{parameter.name}"] = value


def with_system(
    command: Callable[Concatenate[System, P], R],
) -> Callable[P, R]:
    """Give the command the system that `--port` and `--data` name."""

    @click.option(
        "--port",
        type=click.IntRange(1, HIGHEST_PORT - 7),
        default=DEFAULT_PORT,
        show_default=True,
        envvar="REGISTER_PORT",
        expose_value=False,
        callback=_keep,
        help="Base port of the system; its services are the four above.",
    )
    @click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=DEFAULT_DATA,
        show_default=True,
        envvar="REGISTER_DATA",
        expose_value=False,
        callback=_keep,
        help="Its data directory, where the demonstration's keys are.",
    )
    @wraps(command)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        meta: dict[str, Any] = click.get_current_context().meta
        system = find_system(meta[f"{_META}port"], meta[f"{_META}data"])
        return command(system, *args, **kwargs)

    return call


def speaking_as(
    person: str,
) -> Callable[[Callable[Concatenate[Client, P], R]], Callable[P, R]]:
    """Give the command a client that speaks as `--as`, as `person` unless told."""

    def decorate(command: Callable[Concatenate[Client, P], R]) -> Callable[P, R]:
        @click.option(
            "--as",
            "person",
            type=click.Choice(list(PEOPLE)),
            default=person,
            show_default=True,
            envvar="REGISTER_AS",
            expose_value=False,
            callback=_keep,
            help="The person who asks.",
        )
        @click.option(
            "--purpose",
            metavar="CODE",
            envvar="REGISTER_PURPOSE",
            expose_value=False,
            callback=_keep,
            help="Why you look, on record with what you are shown: casework, "
            "oversight, break-glass, …",
        )
        @click.option(
            "--purpose-reason",
            metavar="WORDS",
            expose_value=False,
            callback=_keep,
            help="In words; break-glass needs it. It is sealed.",
        )
        @with_system
        @wraps(command)
        def call(system: System, *args: P.args, **kwargs: P.kwargs) -> R:
            meta: dict[str, Any] = click.get_current_context().meta
            purpose = StatedPurpose(
                meta[f"{_META}purpose"], meta[f"{_META}purpose_reason"]
            )
            with Client(system, meta[f"{_META}person"], purpose) as client:
                return command(client, *args, **kwargs)

        return call

    return decorate


def without_token(
    command: Callable[Concatenate[Client, P], R],
) -> Callable[P, R]:
    """Give the command a client that speaks as the public."""

    @with_system
    @wraps(command)
    def call(system: System, *args: P.args, **kwargs: P.kwargs) -> R:
        with Client(system, None) as client:
            return command(client, *args, **kwargs)

    return call


as_json = click.option(
    "--json", "as_json", is_flag=True, help="Answer in JSON, for programs."
)
