"""`/asyncapi`: what a service hears, takes and says on Kafka, as AsyncAPI 3."""

from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import APIRouter

from shared.capability import Capability
from shared.contracts.contract import Contract
from shared.contracts.envelope import CONTENT_TYPE
from shared.contracts.json_schema import json_schema, summary
from shared.contracts.messaging import CommandRefused
from shared.web.current import allowed

SCHEMAS = "#/components/schemas/{model}"
Document = dict[str, Any]


def router(service: str, capabilities: Sequence[Capability]) -> APIRouter:
    """Return the route that serves the service's document."""
    routes = APIRouter(tags=["documentation"])
    described = asyncapi(service, capabilities)

    @routes.get("/asyncapi", dependencies=[allowed("service.read-docs")])
    async def document() -> Document:  # pyright: ignore[reportUnusedFunction]
        """Return what the service hears, takes and says on Kafka (AsyncAPI 3.0)."""
        return described

    return routes


def asyncapi(service: str, capabilities: Sequence[Capability]) -> Document:
    """Return the AsyncAPI 3.0 document of a service."""
    takes = {contract for capability in capabilities for contract in capability.accepts}
    channels: dict[str, set[type[Contract]]] = {
        f"{service}.events": set(),
        f"{service}.refusals": {CommandRefused},
        f"{service}.commands": {*takes},
    }
    for capability in capabilities:
        said = channels.setdefault(f"{service}.{capability.topic}", set())
        said.update(capability.owns)
    operations = {
        f"say-{topic.partition('.')[2]}": _operation("send", topic)
        for topic in sorted(channels)
        if not topic.endswith(".commands")
    }
    operations["take-commands"] = _operation("receive", f"{service}.commands")
    for capability in capabilities:
        for topic in capability.topics:
            channels.setdefault(topic, set()).update(_heard(capability, topic))
            name = f"{capability.name}-hears-{topic.replace('.', '-')}"
            operations[name] = _operation("receive", topic)
    contracts = {one for messages in channels.values() for one in messages}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"Register: {service}",
            "version": "1",
            "description": (
                "The record's key is the stream. Personal fields are sealed: their"
                " disclosures (RFC 9901) travel in the header `disclosures`. A command"
                " carries a detached JWS in the header `signature`."
            ),
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {
            topic: _channel(topic, messages)
            for topic, messages in sorted(channels.items())
        },
        "operations": operations,
        "components": _components(contracts),
    }


def _heard(capability: Capability, topic: str) -> set[type[Contract]]:
    speaker = topic.split(".", maxsplit=1)[0]
    return {one for one in capability.hears if one.TYPE.split(".")[1] == speaker}


def _components(contracts: Iterable[type[Contract]]) -> Document:
    messages: Document = {}
    schemas: Document = {}
    for contract in sorted(contracts, key=lambda one: one.TYPE):
        payload = json_schema(contract, SCHEMAS)
        schemas.update(payload.pop("$defs", {}))
        messages[contract.TYPE] = {
            "name": contract.TYPE,
            "summary": summary(contract),
            "contentType": CONTENT_TYPE,
            "payload": payload,
        }
    return {"messages": messages, "schemas": schemas}


def _channel(topic: str, contracts: Iterable[type[Contract]]) -> Document:
    names = sorted(contract.TYPE for contract in contracts)
    return {
        "address": topic,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
    }


def _operation(action: str, topic: str) -> Document:
    return {"action": action, "channel": {"$ref": f"#/channels/{topic}"}}
