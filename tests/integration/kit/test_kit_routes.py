"""What every service answers by the kit."""

from base64 import b64decode
from collections.abc import AsyncGenerator
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from shared.identity.demonstration import service_key_path
from shared.identity.keys import read_signing_key
from shared.identity.tokens import issue_own_token
from tests.support.hearing_behaviour import history
from tests.support.kit import ask, begun, refuse, stream_of
from tests.support.kit_databases import KitDatabase
from tests.support.kit_services import StartedService, eventually, started
from tests.support.made_up import COUNTING, HEARING, SPEAKING

pytestmark = pytest.mark.integration


@pytest.fixture
async def applications(
    kit_database: KitDatabase, kafka_bootstrap: str, topic_prefix: str, tmp_path: Path
) -> AsyncGenerator[StartedService]:
    """The applications service."""
    async with started(
        "applications",
        kit_database,
        kafka_bootstrap,
        topic_prefix,
        tmp_path,
        SPEAKING,
        COUNTING,
    ) as service:
        yield service


def asking_as_service(service: StartedService) -> httpx.AsyncClient:
    """Return a client with another service's own token."""
    key = read_signing_key(service_key_path("assessment", service.data))
    token = issue_own_token(key, service.service.clock.wall())
    client = service.client("operator")
    client.headers["authorization"] = f"Bearer {token}"
    return client


def command(name: str, data: dict[str, Any], **more: object) -> dict[str, object]:
    """Return the body of a command."""
    kind = f"register.applications.{name}.v1"
    return {"id": str(uuid4()), "type": kind, "data": data, **more}


async def test_answers_to_a_command_and_its_answer_again(
    applications: StartedService,
) -> None:
    one = str(uuid4())
    submitting = command("submit-application", {"application_id": one})
    async with applications.client("registrar") as registrar:
        done = await registrar.post("/api/commands", json=submitting)
        again = await registrar.get(f"/api/commands/{submitting['id']}")
        assert (done.status_code, done.json()) == (again.status_code, again.json())
        assert done.json()["events"][0]["stream"] == f"application/{one}"
        assert (await registrar.get(f"/api/commands/{uuid4()}")).status_code == 404


async def test_answers_409_to_a_refusal_and_to_a_stale_version(
    applications: StartedService,
) -> None:
    one = await begun(applications.service.executor)
    refusing: dict[str, Any] = {
        "application_id": str(one),
        "decision": "refuse",
        "reasons": ["a"],
    }
    other = {**refusing, "application_id": str(uuid4())}
    async with applications.client("registrar") as registrar:
        refused = await registrar.post(
            "/api/commands", json=command("decide-application", other)
        )
        stale = await registrar.post(
            "/api/commands",
            json=command("decide-application", refusing, expected_version=7),
        )
    for answer, code in ((refused, "nothing-said"), (stale, "stale-version")):
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        command("unheard-of", {}),
        command("submit-application", {}),
        command("submit-application", {"application_id": "x"}),
        command("submit-application", {"application_id": str(UUID(int=1)), "x": 1}),
        command(
            "submit-application",
            {"application_id": str(UUID(int=1)), "submission": {"given_names": "\0"}},
        ),
        command(
            "submit-application",
            {"application_id": str(UUID(int=1)), "submission": {"é": "x"}},
        ),
        {"id": "x"},
    ],
    ids=["type", "nothing", "id", "more", "nul", "name", "shape"],
)
async def test_answers_422_to_what_is_malformed(
    applications: StartedService, body: dict[str, object]
) -> None:
    async with applications.client("registrar") as registrar:
        answer = await registrar.post("/api/commands", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_gives_services_its_streams_byte_for_byte(
    applications: StartedService,
) -> None:
    one = await begun(applications.service.executor, "a", "b")
    stored = await applications.service.store.stream(stream_of(one), 1, 10)
    async with asking_as_service(applications) as peer:
        answer = await peer.get(f"/api/streams/{stream_of(one)}", params={"after": 1})
        heads = (await peer.get("/api/streams/heads")).json()["heads"]
    events = answer.json()["events"]
    assert [b64decode(event["entry"]) for event in events] == [
        event.entry for event in stored
    ]
    assert [event["disclosures"] for event in events] == [
        "~".join(event.disclosures) for event in stored
    ]
    assert heads == [{"stream": stream_of(one), "version": 3}]
    async with applications.client("registrar") as registrar:
        forbidden = await registrar.get(f"/api/streams/{stream_of(one)}")
        assert forbidden.status_code == 403


async def test_says_how_many_events_it_has_and_their_digest(
    applications: StartedService,
) -> None:
    executing = applications.service.executor
    several = [await begun(executing, "a") for _ in range(3)]
    await executing.execute([ask(refuse(uuid4()))])
    rows = await applications.service.pool.fetch("SELECT * FROM events")
    ordered = sorted(rows, key=lambda row: (row["stream"].encode(), row["version"]))
    leaves = b"".join(sha256(b"\0" + row["entry"]).digest() for row in ordered)
    async with applications.client("regulator") as regulator:
        answer = (await regulator.get("/api/events/digest")).json()
    assert answer == {
        "count": 2 * len(several) + 1,
        "digest": sha256(leaves).hexdigest(),
    }


async def test_says_by_day_and_stream_what_it_has(
    applications: StartedService,
) -> None:
    streams = [stream_of(await begun(applications.service.executor)) for _ in range(3)]
    rows = await applications.service.pool.fetch(
        "SELECT stream, version, entry, recorded_at FROM events"
    )
    ordered = sorted(rows, key=lambda row: (row["stream"].encode(), row["version"]))
    leaves = [sha256(b"\0" + row["entry"]).digest() for row in ordered]
    # All of it within the test; nothing where midnight falls into it.
    (day,) = {row["recorded_at"].date().isoformat() for row in rows}
    async with applications.client("regulator") as regulator:
        by_day = (await regulator.get("/api/events/digests?by=day")).json()
        path = f"/api/events/digests/{day}"
        page = (await regulator.get(path, params={"limit": 2})).json()["streams"]
        after = {"after": page[-1]["stream"]}
        page += (await regulator.get(path, params=after)).json()["streams"]
        refused = await regulator.get("/api/events/digests/2026-02-30")
    whole = sha256(b"".join(leaves)).hexdigest()
    assert by_day == {day: {"count": len(rows), "digest": whole}}
    assert [row["stream"] for row in page] == sorted(streams)
    of_first = [
        leaf
        for leaf, row in zip(leaves, ordered, strict=True)
        if row["stream"] == page[0]["stream"]
    ]
    assert page[0]["digest"] == sha256(b"".join(of_first)).hexdigest()
    assert refused.status_code == 422


async def test_is_ready_once_its_parts_are_and_measures_itself(
    applications: StartedService,
) -> None:
    await begun(applications.service.executor)
    async with applications.client("operator") as operator:

        async def ready() -> bool:
            return (await operator.get("/health/ready")).status_code == 200

        await eventually(ready)
        parts = (await operator.get("/health/ready")).json()["checks"]
        expected = ("store", "relay", "subscribers", "log")
        assert parts == dict.fromkeys(expected, "ok")

        async def published() -> bool:
            text = (await operator.get("/metrics")).text
            return "register_relay_published_events 1.0" in text

        await eventually(published)
        text = (await operator.get("/metrics")).text
    for metric in (
        "register_relay_lag_events 0.0",
        "register_relay_leads 1.0",
        'register_consumer_lag_records{capability="commands"} 0.0',
        "register_oldest_transaction_seconds",
    ):
        assert metric in text


async def test_tells_the_time_without_waiting_for_records_to_come(
    hearing_database: KitDatabase,
    kafka_bootstrap: str,
    topic_prefix: str,
    tmp_path: Path,
) -> None:
    async with (
        started(
            "assessment",
            hearing_database,
            kafka_bootstrap,
            topic_prefix,
            tmp_path,
            HEARING,
        ) as hearing,
        hearing.client("operator") as operator,
    ):

        async def ready() -> bool:
            return (await operator.get("/health/ready")).status_code == 200

        await eventually(ready)
        seconds: list[float] = []
        for _ in range(9):
            began = perf_counter()
            assert (await operator.get("/api/clock")).json()["idle"]
            seconds.append(perf_counter() - began)
    # A consumer's own connection is busy fetching for half a second.
    assert median(seconds) < 0.25


async def test_takes_commands_while_kafka_is_away_and_says_that_it_is(
    kit_database: KitDatabase, tmp_path: Path
) -> None:
    async with (
        started(
            "applications",
            kit_database,
            "127.0.0.1:9",
            "",
            tmp_path,
            SPEAKING,
        ) as lonely,
        lonely.client("registrar") as registrar,
    ):
        submitting = command("submit-application", {"application_id": str(uuid4())})
        done = await registrar.post("/api/commands", json=submitting)
        assert done.status_code == 200
        assert (await registrar.get("/health/live")).status_code == 200

        async def complains() -> bool:
            answer = await registrar.get("/health/ready")
            assert answer.status_code == 503
            checks = answer.json()["checks"]
            return checks["subscribers"] == "commands has not joined Kafka yet."

        await eventually(complains)
        assert await lonely.service.relay.lag() == 1


async def test_is_not_ready_when_a_consumer_has_stopped(
    hearing_database: KitDatabase,
    kafka_bootstrap: str,
    topic_prefix: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shared.messaging.inbox.MOST_FIRST_FAILURES", 0)
    async with (
        started(
            "assessment",
            hearing_database,
            kafka_bootstrap,
            topic_prefix,
            tmp_path,
            HEARING,
        ) as hearing,
        hearing.client("operator") as operator,
    ):
        with pytest.raises(Exception, match="hearing stopped"):
            await hearing.service.inboxes["hearing"].take(history(uuid4(), "poison"))
        answer = await operator.get("/health/ready")
        assert answer.status_code == 503
        said = answer.json()["checks"]["subscribers"]
        assert said.startswith("hearing stopped: 1 messages failed")


async def test_describes_itself(applications: StartedService) -> None:
    async with applications.client("operator") as operator:
        document = (await operator.get("/asyncapi")).json()
    assert document["asyncapi"] == "3.0.0"
    assert set(document["channels"]) == {
        "applications.commands",
        "applications.events",
        "applications.refusals",
        "applications.views",
    }
