"""`/asyncapi`: what a service hears, takes and says on Kafka, as AsyncAPI 3."""

from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import APIRouter

from shared.capability import Capability
from shared.contracts.contract import Contract
from shared.contracts.envelope import CONTENT_TYPE
from shared.web.current import allowed


def router(service: str, capabilities: Sequence[Capability]) -> APIRouter:
    """Return the route that serves the service's document."""
    routes = APIRouter(tags=["documentation"])
    described = asyncapi(service, capabilities)

    @routes.get("/asyncapi", dependencies=[allowed("service.read-docs")])
    async def document() -> dict[str, Any]:  # pyright: ignore[reportUnusedFunction]
        """Return what the service hears, takes and says on Kafka (AsyncAPI 3.0)."""
        return described

    return routes


def asyncapi(service: str, capabilities: Sequence[Capability]) -> dict[str, Any]:
    """Return the AsyncAPI 3.0 document of a service."""
    says = {contract for capability in capabilities for contract in capability.owns}
    takes = {contract for capability in capabilities for contract in capability.accepts}
    hears = {contract for capability in capabilities for contract in capability.hears}
    heard_topics = {topic for capability in capabilities for topic in capability.topics}
    channels = {
        f"{service}.events": _channel(f"{service}.events", says),
        f"{service}.commands": _channel(f"{service}.commands", takes),
    }
    operations: dict[str, Any] = {
        "say": _operation("send", f"{service}.events"),
        "take": _operation("receive", f"{service}.commands"),
    }
    for topic in sorted(heard_topics):
        speaker = topic.split(".")[0]
        told = {contract for contract in hears if _speaker(contract) == speaker}
        if topic not in channels:
            channels[topic] = _channel(topic, told)
        operations[f"hear {speaker}"] = _operation("receive", topic)
    contracts = says | takes | hears
    return {
        "asyncapi": "3.0.0",
        "info": {"title": f"Register: {service}", "version": "1"},
        "defaultContentType": CONTENT_TYPE,
        "channels": channels,
        "operations": operations,
        "components": {
            "messages": {
                contract.TYPE: {
                    "name": contract.TYPE,
                    "summary": (contract.__doc__ or "").split("\n", 1)[0],
                    "contentType": CONTENT_TYPE,
                    "payload": contract.model_json_schema(),
                }
                for contract in sorted(contracts, key=lambda one: one.TYPE)
            }
        },
    }


def _channel(topic: str, contracts: Iterable[type[Contract]]) -> dict[str, Any]:
    names = sorted(contract.TYPE for contract in contracts)
    return {
        "address": topic,
        "messages": {name: {"$ref": _reference(name)} for name in names},
    }


def _operation(action: str, topic: str) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{topic.replace('/', '~1')}"},
    }


def _reference(name: str) -> str:
    return f"#/components/messages/{name}"


def _speaker(contract: type[Contract]) -> str:
    return contract.TYPE.split(".")[1]
