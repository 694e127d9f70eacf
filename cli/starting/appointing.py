"""The demonstration's first assessors join the pool, once."""

import time
from uuid import UUID, uuid5

from cli.client import Client
from cli.failures import Failed
from cli.showing import object_of, rows_of, text_of
from shared.contracts.assessment import AppointAssessor
from shared.contracts.assessors import Interests
from shared.identity.demonstration import PEOPLE, POOL

NAMESPACE = UUID("b2f0a6c4-52f4-4f0e-8a1c-6a9b60b4c0de")
CAPACITY = 10_000
"""Open cases at once: the demonstration's assessors never sleep."""

IN_THE_POOL_WITHIN = 60.0
LOOK_AGAIN_AFTER = 0.1


def appoint_assessors(client: Client, scopes: tuple[str, ...]) -> None:
    """Appoint the demonstration's pool for all scopes, as the client's person.

    Returns when cases can be assigned to them; a case that came before would have to
    be tried again an hour later.
    """
    assessors = [PEOPLE[name] for name in POOL]
    for person in assessors:
        appointment = AppointAssessor(
            assessor_id=person.actor,
            scopes=scopes,
            capacity=CAPACITY,
            name=person.display_name,
            email=person.email,
            interests=Interests(),
        )
        wanted = f"{','.join(scopes)}:{CAPACITY}:none-declared"
        named = f"{person.actor}:{wanted}:{client.person}"
        answer = client.post(
            "assessment",
            "/api/commands",
            {
                "id": str(uuid5(NAMESPACE, named)),
                "type": AppointAssessor.TYPE,
                "data": appointment.model_dump(mode="json"),
            },
        )
        if object_of(answer).get("outcome") == "refused":
            said = text_of(object_of(answer), "sentence")
            raise Failed(f"{person.name} was not appointed: {said}")
    _await_pool(client, {person.actor for person in assessors})


def _await_pool(client: Client, actors: set[str]) -> None:
    until = time.monotonic() + IN_THE_POOL_WITHIN
    while time.monotonic() < until:
        pool = rows_of(client.get("assessment", "/api/pool"), "assessors")
        if actors <= {text_of(one, "assessor_id") for one in pool}:
            return
        time.sleep(LOOK_AGAIN_AFTER)
    raise Failed("The demonstration's assessors did not reach the pool.")
