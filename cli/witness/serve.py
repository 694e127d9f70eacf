"""`register witness serve`: cosigns until Ctrl-C."""

import time

import click
import uvicorn

from cli.failures import Failed
from cli.system import HIGHEST_PORT, LOOPBACK
from cli.teaching import examples
from cli.witness.cosigning import Witness
from cli.witness.doors import witness_application
from cli.witness.memory import WitnessDirectory, log_key
from cli.witness.options import directory_option, name_option

DEFAULT_PORT = 8020


@click.command(
    epilog=examples(
        "register witness serve --name witness.example/w1 --log VKEY   the first time",
        "register witness serve                                        ever after",
        "register witness serve --log NEW-VKEY                         one log more",
    )
)
@directory_option
@name_option
@click.option(
    "--log",
    "logs",
    metavar="VKEY",
    multiple=True,
    help="A log to witness from now on; it is remembered. May be repeated.",
)
@click.option("--host", default=LOOPBACK, show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, HIGHEST_PORT),
    default=DEFAULT_PORT,
    show_default=True,
    help="The port; 0 takes any that is free.",
)
def serve(
    directory: WitnessDirectory,
    name: str | None,
    logs: tuple[str, ...],
    host: str,
    port: int,
) -> None:
    """Cosign the checkpoints of the logs given, each only if it continues the last.

    The log posts them to /add-checkpoint (C2SP tlog-witness). The key is made at the
    first start; `register witness key` shows what to give to the log and to verifiers.
    """
    keys = [log_key(text) for text in logs]
    with directory.taken():
        memory = known = directory.begin(name)
        for key in keys:
            memory = memory.watching(key)
        if not memory.logs:
            raise Failed("There is no log to witness yet: give --log VKEY.")
        if memory != known:
            directory.keep(memory)
        witness = Witness(directory, memory, lambda: int(time.time()))
        _serve(witness, host, port)


def _serve(witness: Witness, host: str, port: int) -> None:
    config = uvicorn.Config(
        witness_application(witness, click.echo),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=100,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )
    try:
        listening = config.bind_socket()
    except SystemExit as error:
        # uvicorn ends the process where the address is taken.
        raise Failed(f"Nothing can listen on {host}:{port}; try --port 0.") from error
    with listening:
        at = listening.getsockname()[1]
        click.echo(f"{witness.memory.name} listens on http://{host}:{at}")
        for origin, log in witness.memory.logs.items():
            click.echo(f"  {origin}: {log.size} entries cosigned")
        uvicorn.Server(config).run(sockets=[listening])
