"""Acknowledging a record to Kafka, in every service."""

import importlib
from pathlib import Path
from typing import Any, cast

import pytest
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from shared.capability import Capability
from shared.consuming import COMMANDS, subscribe_all
from shared.messaging import broker as brokers
from shared.messaging.passing_over import PASSING_OVER
from tests.support.unopened import unopened_service

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.parent.name for path in (ROOT / "services").glob("*/app.py"))


def capabilities_of(name: str, monkeypatch: pytest.MonkeyPatch) -> list[Capability]:
    """Return the capabilities that a service puts together."""
    module = importlib.import_module(f"services.{name}.app")
    given: list[Capability] = []

    def listen(_settings: object, **parts: Any) -> None:  # noqa: ANN401
        given.extend(parts["capabilities"])

    monkeypatch.setattr(module, "assemble", listen)
    settings = importlib.import_module(f"services.{name}.settings").Settings
    module.create_app(settings.model_construct(data=Path("nothing"), log_files=None))
    return [*given, PASSING_OVER]


@pytest.mark.parametrize("name", NAMES)
def test_waits_until_the_handler_has_succeeded(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    capabilities = capabilities_of(name, monkeypatch)
    service = unopened_service(name, capabilities)
    broker = subscribe_all(service)
    subscribers = cast("list[Any]", broker.subscribers)
    hearing = [capability for capability in capabilities if capability.topics]
    assert len(subscribers) == len(hearing) + 1
    for subscriber in subscribers:
        assert subscriber.ack_policy is AckPolicy.NACK_ON_ERROR
        assert subscriber.group_id


@pytest.mark.parametrize("name", NAMES)
def test_has_one_member_of_a_group_for_all_topics_of_a_capability(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    capabilities = capabilities_of(name, monkeypatch)
    service = unopened_service(name, capabilities)
    subscribers = cast("list[Any]", subscribe_all(service).subscribers)
    groups = [subscriber.group_id for subscriber in subscribers]
    assert len(set(groups)) == len(groups)
    topics = {
        subscriber.group_id: set(subscriber.topic_names) for subscriber in subscribers
    }
    for capability in capabilities:
        if capability.topics:
            assert topics[f"{name}.{capability.name}"] == set(capability.topics)
    assert topics[f"{name}.{COMMANDS}"] == {f"{name}.commands"}


def test_is_set_once_for_a_broker_and_nowhere_else() -> None:
    broker = brokers.create_broker("127.0.0.1:1", "test")
    assert isinstance(broker, KafkaBroker)
    elsewhere = [
        path
        for folder in ("shared", "services")
        for path in (ROOT / folder).rglob("*.py")
        if path != ROOT / "shared" / "messaging" / "broker.py"
        and ("AckPolicy" in (text := path.read_text()) or ".subscriber(" in text)
    ]
    assert elsewhere == []
