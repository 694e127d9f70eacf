"""The system of containers."""

import re
import tomllib
from typing import Any

import pytest
import yaml

from shared.embedded.postgres_settings import SETTINGS
from tests.support.repository import ROOT, SERVICES

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
CONTAINERS: dict[str, dict[str, Any]] = COMPOSE["services"]
STAYING = [name for name, one in CONTAINERS.items() if one.get("restart") != "no"]
OURS = [name for name, one in CONTAINERS.items() if "build" in one]

each_container = pytest.mark.parametrize("name", CONTAINERS)
each_staying = pytest.mark.parametrize("name", STAYING)
each_service = pytest.mark.parametrize("name", SERVICES)


def test_has_four_services_with_their_broker_database_and_mail() -> None:
    assert sorted(STAYING) == sorted([*SERVICES, "kafka", "mailpit", "postgres"])


@each_container
def test_runs_nothing_as_root(name: str) -> None:
    user = str(CONTAINERS[name]["user"]).split(":")[0]
    assert user not in ("", "0", "root")


@each_container
def test_writes_to_no_file_system_but_volumes_and_memory(name: str) -> None:
    container = CONTAINERS[name]
    assert container["read_only"] is True
    assert container["tmpfs"]


@each_container
def test_grants_no_capability(name: str) -> None:
    container = CONTAINERS[name]
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert not container.keys() & {"privileged", "cap_add", "devices", "pid"}


@each_staying
def test_asks_everything_that_stays_for_its_health(name: str) -> None:
    check = CONTAINERS[name]["healthcheck"]
    assert check["test"][0] == "CMD"
    assert check["interval"]


@each_container
def test_opens_ports_on_loopback_only(name: str) -> None:
    for port in CONTAINERS[name].get("ports", []):
        assert re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port)


def test_opens_the_ports_that_the_command_line_knows() -> None:
    opened = {
        name: int(port.split(":")[1])
        for name, one in CONTAINERS.items()
        for port in one.get("ports", [])
    }
    assert opened == {
        "applications": 8001,
        "assessment": 8002,
        "notifications": 8003,
        "audit": 8004,
        "kafka": 8006,
        "mailpit": 8025,
    }


def test_takes_every_image_at_a_version() -> None:
    images = {one["image"] for one in CONTAINERS.values() if "image" in one}
    images |= set(_base_images())
    assert len(images) == 4
    for image in images:
        tag = image.partition(":")[2]
        assert re.match(r"v?\d+", tag), image


def test_takes_the_kafka_that_the_embedded_system_takes() -> None:
    lock = tomllib.loads((ROOT / "shared/embedded/kafka.lock").read_text())
    jars = [jar["coordinate"] for jar in lock["jar"]]
    version = CONTAINERS["kafka"]["image"].removeprefix("apache/kafka:")
    assert f"org.apache.kafka:kafka-server:{version}" in jars


def test_sets_the_database_up_as_the_embedded_one() -> None:
    command = CONTAINERS["postgres"]["command"]
    for setting in filter(lambda word: "=" in word, command):
        name, value = setting.split("=")
        assert SETTINGS[name] == value


def test_has_a_cluster_id_of_its_own() -> None:
    cluster_id = CONTAINERS["kafka"]["environment"]["CLUSTER_ID"]
    default_of_the_image = "5L6g3nShT-eMCtK--X86sw"
    assert re.search(r":-[A-Za-z0-9_-]{22}\}$", cluster_id)
    assert default_of_the_image not in cluster_id


def test_names_every_volume() -> None:
    mounted = {
        volume.split(":")[0]
        for one in CONTAINERS.values()
        for volume in one.get("volumes", [])
        if not volume.startswith("./")
    }
    assert mounted == set(COMPOSE["volumes"])


@each_service
def test_gives_a_service_its_own_keys_only(name: str) -> None:
    volumes = CONTAINERS[name]["volumes"]
    keys = [volume for volume in volumes if volume.startswith(f"{name}-keys:")]
    assert keys == [f"{name}-keys:/run/register:ro"]
    others = [volume for volume in volumes if volume not in keys]
    assert all(not re.search(r"keys|owners|passwords|people", one) for one in others)


@each_service
def test_lets_only_the_owner_migrate(name: str) -> None:
    owner = "REGISTER_OWNER_DATABASE_URL_FILE"
    assert owner not in CONTAINERS[name]["environment"]
    migration = CONTAINERS[f"migrate-{name}"]
    assert migration["environment"][owner] == f"/run/owners/{name}"
    assert migration["command"] == ["migrate"]


@each_service
def test_builds_each_service_from_the_one_file(name: str) -> None:
    build = CONTAINERS[name]["build"]
    assert build == {"context": ".", "target": "service", "args": {"SERVICE": name}}
    assert CONTAINERS[name]["environment"]["REGISTER_EMBEDDED"] == "false"


def test_runs_our_images_as_their_own_user() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert {CONTAINERS[name]["user"] for name in OURS} == {"10001:10001"}
    assert dockerfile.count("USER 10001:10001") == 2


def _base_images() -> list[str]:
    dockerfile = (ROOT / "Dockerfile").read_text()
    images = re.findall(r"^FROM (\S+) AS", dockerfile, re.MULTILINE)
    return [image for image in images if ":" in image]
