"""Metrics in Prometheus' text format."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.web.current import CurrentService, allowed

router = APIRouter(tags=["health"])


@router.get("/metrics", dependencies=[allowed("service.read-metrics")])
async def metrics(service: CurrentService) -> Response:
    """Return the service's metrics."""
    return Response(generate_latest(service.registry), media_type=CONTENT_TYPE_LATEST)
