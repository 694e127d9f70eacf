"""`register erase` and `register hold`: what the register forgets, and what it may not.

Both name a person by a registration number, an application's id, or the opaque id that
events and trails name them by; what they show is the opaque id, and nothing personal.
"""

import time
from uuid import UUID, uuid4

import click

from cli.client import Client
from cli.failures import Failed, NotThere
from cli.send import show_answer
from cli.showing import object_of, rows_of, show_fields, show_json, text_of
from cli.speaking import as_json, speaking_as
from cli.teaching import examples
from shared.contracts.canonical import Json
from shared.contracts.contract import CommandData
from shared.contracts.retention import (
    ErasePerson,
    ErasureGround,
    HoldGround,
    LiftLegalHold,
    PlaceLegalHold,
)

PATIENCE = 60.0

# Each look at how a person's records stand is itself on record.
LOOK_EVERY_SECONDS = 2.0

_person = click.argument("reference", metavar="PERSON")


@click.command(
    epilog=examples(
        "register erase CT000042 --reason request-article-17",
        "register erase 5f0e0b9f-4c5e-4f3c-9d6d-2f9f0c1d7a11 \\",
        "    --reason request-article-17",
    )
)
@_person
@click.option(
    "--reason",
    required=True,
    type=click.Choice([ground.value for ground in ErasureGround]),
    help="The ground, as a code.",
)
@click.option(
    "--patience",
    type=click.FloatRange(0),
    default=PATIENCE,
    show_default=True,
    help="Seconds to wait for every service's confirmation.",
)
@as_json
@speaking_as("registrar")
def erase(
    client: Client, reference: str, reason: str, patience: float, as_json: bool
) -> None:
    """Erase what may go of PERSON in every service, and wait until each confirms.

    What a rule keeps is kept and named; a legal hold refuses. The log still verifies:
    it never held the personal values. PERSON is a registration number, the id of an
    application, or a person's own id.
    """
    person_id = _named(client, reference)
    command = ErasePerson(person_id=person_id, reason=ErasureGround(reason))
    answer = _execute(client, command)
    if not as_json:
        show_answer(answer)
    if answer.get("outcome") == "refused":
        _end(answer, as_json=as_json)
    standing = _confirmed(client, person_id, patience)
    if as_json:
        show_json({**answer, "retention": standing})
    else:
        show_fields(standing)
    missing = _missing(standing)
    if missing:
        raise Failed(f"Not confirmed yet by {', '.join(missing)}.")


@click.command(
    epilog=examples(
        "register hold CT000042 --reason public-inquiry",
        "register hold 5f0e0b9f-4c5e-4f3c-9d6d-2f9f0c1d7a11 --reason public-inquiry \\",
        "    --lift",
    )
)
@_person
@click.option(
    "--reason",
    required=True,
    type=click.Choice([ground.value for ground in HoldGround]),
    help="Why nothing may be erased, as a code.",
)
@click.option("--lift", is_flag=True, help="End the hold instead.")
@as_json
@speaking_as("registrar")
def hold(
    client: Client, reference: str, reason: str, lift: bool, as_json: bool
) -> None:
    """Let nothing of PERSON be erased until the hold is lifted.

    A person may be held for several reasons; each is lifted by itself. What fell due
    under a hold is erased when the last one is lifted. PERSON is a registration
    number, the id of an application, or a person's own id.
    """
    person_id = _named(client, reference)
    ground = HoldGround(reason)
    command = (
        LiftLegalHold(person_id=person_id, reason=ground)
        if lift
        else PlaceLegalHold(person_id=person_id, reason=ground)
    )
    answer = _execute(client, command)
    if not as_json:
        show_answer(answer)
    _end(answer, as_json=as_json)


def _named(client: Client, reference: str) -> UUID:
    """Return the id of whom a number or an id names; that somebody asked is on record.

    An id that names nobody is a person's own, for the service to speak of.
    """
    try:
        found = object_of(
            client.get("applications", "/api/people", reference=reference)
        )
    except NotThere as error:
        try:
            return UUID(reference)
        except ValueError:
            raise Failed(str(error)) from None
    return UUID(text_of(found, "person_id"))


def _execute(client: Client, command: CommandData) -> dict[str, Json]:
    body = {
        "id": str(uuid4()),
        "type": command.TYPE,
        "data": command.model_dump(mode="json"),
    }
    return object_of(client.post("applications", "/api/commands", body))


def _end(answer: dict[str, Json], *, as_json: bool) -> None:
    if as_json:
        show_json(answer)
    if answer.get("outcome") == "refused":
        raise SystemExit(1)


def _confirmed(client: Client, person_id: UUID, patience: float) -> dict[str, Json]:
    """Return how the person's records stand, once all confirmed or time is up."""
    until = time.monotonic() + patience
    path = f"/api/people/{person_id}/retention"
    while True:
        # First, since no service confirms at once.
        time.sleep(min(LOOK_EVERY_SECONDS, max(0, until - time.monotonic())))
        standing = object_of(client.get("applications", path))
        if not _missing(standing) or time.monotonic() >= until:
            return standing


def _missing(standing: dict[str, Json]) -> list[str]:
    """Return the services that have not confirmed every erasure of the person."""
    lists = [one.get("missing") for one in rows_of(standing.get("erasures"))]
    names = {str(name) for one in lists if isinstance(one, list) for name in one}
    return sorted(names)
