"""A log line."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog

from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.contract import personal_fields
from shared.errors import Refused
from shared.logging import HIDDEN, configure_logging

SECRET = "Ada Lovelace"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configured = structlog.get_config()
    text = io.StringIO()
    configure_logging("applications", "info", text)
    yield text
    root.handlers = handlers
    root.setLevel(level)
    logging.getLogger("uvicorn.access").disabled = False
    structlog.configure(**configured)
    structlog.contextvars.clear_contextvars()


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_is_one_json_object(stream: io.StringIO) -> None:
    structlog.contextvars.bind_contextvars(correlation_id="c-1")
    structlog.stdlib.get_logger("shared.x").info("application submitted", rows=3)
    (line,) = _lines(stream)
    moment = datetime.fromisoformat(line.pop("time"))
    assert moment.utcoffset() == timedelta(0)
    assert line == {
        "event": "application submitted",
        "level": "info",
        "logger": "shared.x",
        "service": "applications",
        "correlation_id": "c-1",
        "rows": 3,
    }


@pytest.mark.parametrize("library", ["uvicorn.error", "aiokafka.conn", "faststream.x"])
def test_of_a_library_is_the_same(library: str, stream: io.StringIO) -> None:
    logging.getLogger(library).warning("lost %s of %d", "node", 3)
    (line,) = _lines(stream)
    assert line["event"] == "lost node of 3"
    assert (line["logger"], line["level"]) == (library, "warning")
    assert line["service"] == "applications"
    assert datetime.fromisoformat(line["time"]).utcoffset() == timedelta(0)


def test_below_the_level_is_not_written(stream: io.StringIO) -> None:
    structlog.stdlib.get_logger("shared.x").debug("looked")
    logging.getLogger("aiokafka").debug("looked")
    assert _lines(stream) == []


def test_of_a_request_is_ours_and_not_the_servers(stream: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info("GET /api/register?q=%s", SECRET)
    assert stream.getvalue() == ""


@pytest.mark.parametrize("field", sorted(personal_fields(ApplicationSubmitted)))
def test_hides_every_personal_field(field: str, stream: io.StringIO) -> None:
    log = structlog.stdlib.get_logger("shared.x")
    log.info("application submitted", **{field: SECRET})
    log.info("application submitted", row={"in": [{field: SECRET}]})
    assert SECRET not in stream.getvalue()
    assert _lines(stream)[0][field] == HIDDEN


def test_hides_what_was_bound_to_the_context(stream: io.StringIO) -> None:
    structlog.contextvars.bind_contextvars(email=SECRET)
    logging.getLogger("aiokafka").warning("lost")
    assert SECRET not in stream.getvalue()


def test_of_an_exception_tells_kind_and_place_but_no_message(
    stream: io.StringIO,
) -> None:
    try:
        int(SECRET)
    except ValueError:
        structlog.stdlib.get_logger("shared.x").exception("request failed")
        logging.getLogger("uvicorn.error").exception("failed")
    for line in _lines(stream):
        assert line["exception"]["kind"] == "builtins.ValueError"
        assert line["exception"]["where"][-1].startswith("test_log_line.py:")
    assert SECRET not in stream.getvalue()


def test_of_our_own_error_tells_its_sentence(stream: io.StringIO) -> None:
    log = structlog.stdlib.get_logger("shared.x")
    log.error("refused", exc_info=Refused("too-young", "Too young."))
    (line,) = _lines(stream)
    assert line["exception"]["sentence"] == "Too young."


def test_tells_of_an_exception_that_has_no_place(stream: io.StringIO) -> None:
    structlog.stdlib.get_logger("x").error("lost", exc_info=ConnectionResetError(104))
    (line,) = _lines(stream)
    assert line["exception"]["kind"] == "builtins.ConnectionResetError"


async def test_is_written_for_a_task_that_nobody_awaited(stream: io.StringIO) -> None:
    error = ValueError(SECRET)
    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": error}
    )
    (line,) = _lines(stream)
    assert line["logger"] == "asyncio"
    assert line["exception"]["kind"] == "builtins.ValueError"
