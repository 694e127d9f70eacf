"""Logs: one JSON object a line, of this program and of the libraries alike.

Personal data never enters a log: a key that is a personal field of any contract is
replaced by `[personal]`, and an exception is told by its kind and place, not by its
message, which may quote a value.
"""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any, TextIO, cast

import orjson
import structlog

from shared.contracts.catalogue import COMMANDS, EVENTS
from shared.contracts.contract import personal_fields
from shared.errors import RegisterError

HIDDEN = "[personal]"
INNERMOST_FRAMES = 12

Entry = MutableMapping[str, Any]
Raised = tuple[type[BaseException], BaseException, TracebackType | None]

_NAMED_IN_CONTRACTS = frozenset(
    name
    for contract in (*EVENTS.values(), *COMMANDS.values())
    for name in personal_fields(contract)
)
_ALSO_PERSONAL = frozenset(
    {"body", "disclosures", "registration_number", "authorization", "cookie", "token"}
)
PERSONAL_KEYS = _NAMED_IN_CONTRACTS | _ALSO_PERSONAL
"""What never stands in a log, however deep."""


def configure_logging(
    service: str, level: str = "info", stream: TextIO | None = None
) -> None:
    """Send every log line, structlog's and the standard library's, out as JSON."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(service, shared))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in list(logging.root.manager.loggerDict):
        _speak_through_root(logging.getLogger(name))
    # A line a request is written by `shared.web.correlation`, without the query.
    logging.getLogger("uvicorn.access").disabled = True


def hide_personal(_logger: object, _method: str, entry: Entry) -> Entry:
    """Replace the value of every key that may be personal data."""
    return cast("Entry", _hidden(entry))


def tell_exception(_logger: object, _method: str, entry: Entry) -> Entry:
    """Replace an exception by its kind, its place and what is safe to quote."""
    raised = _raised(entry.pop("exc_info", None))
    if raised is None:
        return entry
    kind, error, frames = raised
    told: dict[str, object] = {
        "kind": f"{kind.__module__}.{kind.__qualname__}",
        "where": [
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(frames)[-INNERMOST_FRAMES:]
        ],
    }
    if isinstance(error, RegisterError):
        told["sentence"] = error.sentence
    elif isinstance(error, OSError):
        told["sentence"] = error.strerror
    if isinstance(sqlstate := getattr(error, "sqlstate", None), str):
        told["sqlstate"] = sqlstate
    entry["exception"] = told
    return entry


def _formatter(
    service: str, shared: list[structlog.typing.Processor]
) -> structlog.stdlib.ProcessorFormatter:
    def name_service(_logger: object, _method: str, entry: Entry) -> Entry:
        entry["service"] = service
        return entry

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            name_service,
            tell_exception,
            hide_personal,
            _render,
        ],
    )


def _render(_logger: object, _method: str, entry: Entry) -> str:
    return orjson.dumps(
        dict(entry), default=str, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS
    ).decode()


def _hidden(value: object) -> object:
    if isinstance(value, Mapping):
        return {
            key: HIDDEN if key in PERSONAL_KEYS else _hidden(member)
            for key, member in cast("Mapping[object, object]", value).items()
        }
    if isinstance(value, list | tuple):
        return [_hidden(item) for item in cast("list[object]", value)]
    return value


def _raised(exc_info: object) -> Raised | None:
    if isinstance(exc_info, BaseException):
        return (type(exc_info), exc_info, exc_info.__traceback__)
    if exc_info is True:
        exc_info = sys.exc_info()
    if isinstance(exc_info, tuple) and exc_info[0] is not None:
        return cast("Raised", exc_info)
    return None


def _speak_through_root(logger: logging.Logger) -> None:
    logger.handlers = []
    logger.propagate = True
