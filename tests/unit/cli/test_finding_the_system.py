"""Finding the system."""

from pathlib import Path

import pytest

from cli.failures import Failed
from cli.system import Ports, broker_note, find_system


def test_counts_from_the_base_port() -> None:
    system = find_system(8000, Path("d"), {})
    assert system.url("applications") == "http://127.0.0.1:8001"
    assert system.url("audit") == "http://127.0.0.1:8004"
    assert system.kafka == "127.0.0.1:8006"


def test_takes_an_address_from_the_environment() -> None:
    environment = {"REGISTER_AUDIT_URL": "https://audit.example/"}
    system = find_system(8000, Path("d"), environment)
    assert system.url("audit") == "https://audit.example"
    assert system.url("assessment") == "http://127.0.0.1:8002"


def test_names_a_port_for_every_part_once() -> None:
    ports = Ports(9000).by_part
    assert sorted(ports.values()) == list(range(9001, 9008))


def test_is_refused_above_the_highest_port() -> None:
    with pytest.raises(Failed, match="no room"):
        find_system(65_530, Path("d"), {})


def test_takes_the_brokers_address_that_a_running_system_noted(tmp_path: Path) -> None:
    broker_note(tmp_path).parent.mkdir()
    broker_note(tmp_path).write_text("127.0.0.1:41234")
    assert find_system(8000, tmp_path, {}).kafka == "127.0.0.1:41234"
    told = {"REGISTER_KAFKA": "kafka.example:9092"}
    assert find_system(8000, tmp_path, told).kafka == "kafka.example:9092"
