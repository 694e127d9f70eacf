"""A body that cannot be read."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from pydantic import BaseModel

from shared.web.body_limit import MAX_BODY_BYTES
from shared.web.current import allowed
from tests.support.web import browser, small_application

ROUTE = "/api/rows"
FORM = "application/x-www-form-urlencoded"


class Rows(BaseModel):
    """A body."""

    rows: list[int]


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    router = APIRouter()

    @router.post(ROUTE, dependencies=[allowed("service.sign-out")])
    async def rows(rows: Rows) -> int:  # pyright: ignore[reportUnusedFunction]
        return len(rows.rows)

    return small_application(tmp_path, router)


async def _in_pieces(size: int) -> AsyncGenerator[bytes]:
    for _ in range(size // 100_000 + 1):
        yield b"x" * 100_000


@pytest.mark.parametrize(
    ("path", "kind"), [("/sign-in", FORM), (ROUTE, "application/json")]
)
async def test_is_too_large_whether_it_says_so_or_not(
    path: str, kind: str, app: FastAPI
) -> None:
    async with browser(app) as client:
        declared = await client.post(
            path, content=b"x" * (MAX_BODY_BYTES + 1), headers={"content-type": kind}
        )
        undeclared = await client.post(
            path, content=_in_pieces(MAX_BODY_BYTES), headers={"content-type": kind}
        )
    assert (declared.status_code, undeclared.status_code) == (413, 413)
    assert undeclared.json()["code"] == "too-large"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"rows": [1,', "The body is not JSON: Expecting value, at character 12."),
        (b'{"rows": "\xff"}', "The body is not UTF-8."),
        (b"[" * 200_000, "The body is nested too deeply."),
    ],
    ids=["broken", "not-utf-8", "deep"],
)
async def test_is_named_without_a_field(body: bytes, said: str, app: FastAPI) -> None:
    async with browser(app) as client:
        answer = await client.post(
            ROUTE, content=body, headers={"content-type": "application/json"}
        )
    assert answer.status_code == 422
    assert (answer.json()["code"], answer.json()["detail"]) == ("malformed", said)
    assert "field" not in answer.json()
