"""A bundle from the service's tables."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from oversight.bundles.from_export import bundle_in
from oversight.bundles.verifying import Verified, verify_bundle
from oversight.case_files.asking import case_question
from oversight.case_files.verifying import make_case_file, verify_case_file
from oversight.source import ExportedLog
from oversight.stream_heads import plant
from oversight.trails.question import read_question
from services.audit.trails import proving
from shared.contracts.audit import StreamHeads
from shared.contracts.envelope import decode
from shared.identity.roles import Role
from tests.support.audit_log import audit_role, event
from tests.support.exported_log import Said, exported, plain, said
from tests.support.golden_log import KEY, golden_log
from tests.support.logged_story import ADA, ADAS, ADAS_NUMBER, STORY
from tests.support.logged_tables import audit_application, log_entries
from tests.support.web import ORIGIN, bearer

pytestmark = pytest.mark.integration


def heads_of(before: list[Said], version: int) -> Said:
    """Return the entry that seals the heads of these."""
    heads: dict[str, int] = {}
    for raw, _ in before:
        one = decode(raw)
        heads[one.subject] = max(one.sequence, heads.get(one.subject, 0))
    tree = plant(sorted(heads.items()))
    return said(
        event("stream-heads/log", version, source="/audit/log"),
        StreamHeads,
        {"size": len(before), "count": tree.count, "root": tree.root().hex()},
    )


MANY = [plain(1, f"assessment/{number}")[0] for number in range(600)]
BEFORE = [*STORY, *MANY]
SEALED = [*BEFORE, heads_of(BEFORE, 1)]
LOG = [*SEALED, *plain(3), heads_of([*SEALED, *plain(3)], 2), *plain(2, "concern/z")]


@dataclass(frozen=True)
class Places:
    """The same log behind the service's doors and in a directory."""

    client: httpx.AsyncClient
    directory: Path
    headers: dict[str, str]

    async def get(self, path: str, **query: str | int) -> httpx.Response:
        """Ask the service as a regulator."""
        return await self.client.get(path, params=query, headers=self.headers)

    async def bundle(self, **asked: str) -> bytes:
        """Return the bundle that the service makes."""
        answer = await self.get("/api/trail/bundle", **asked)
        assert answer.status_code == 200, answer.text
        return answer.content

    @property
    def export(self) -> ExportedLog:
        """The log as it lies in the directory."""
        return ExportedLog(self.directory, {Role.REGULATOR}, KEY)


@pytest.fixture
async def places(database: str, tmp_path: Path) -> AsyncGenerator[Places]:
    directory = exported(LOG, tmp_path / "log")
    async with audit_role(database) as dsn:
        await log_entries(dsn, LOG)
        app = audit_application(tmp_path / "data", dsn, directory, proving.router)
        key = tmp_path / "data" / "secrets" / "audit-log.vkey"
        key.parent.mkdir(exist_ok=True, parents=True)
        key.write_text(f"{KEY}\n")
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=ORIGIN
        ) as client:
            yield Places(client, directory, bearer("regulator", tmp_path / "data"))


def verified(raw: bytes) -> Verified:
    return verify_bundle(raw, KEY)


@pytest.mark.parametrize(
    "asked",
    [
        {"subject": ADA},
        {"subject": ADAS_NUMBER},
        {"subject": "assessment/599"},
        {"subject": "concern/z"},
        {"subject": "nobody"},
        {"subject": ADA, "type": "message-sent"},
        {"from": "2026-03-02", "to": "2026-03-02"},
    ],
)
async def test_is_the_same_bytes_as_from_an_export(
    places: Places, asked: dict[str, str]
) -> None:
    words = {"from": "since", "to": "until", "type": "event_type"}
    question = read_question(**{words.get(it, it): text for it, text in asked.items()})
    raw = await places.bundle(**asked)
    assert raw == await asyncio.to_thread(bundle_in, places.export, question)
    assert verified(raw).tally.heads is not None


async def test_proves_by_the_newest_sealing_that_nothing_follows(
    places: Places,
) -> None:
    found = verified(await places.bundle(subject=ADA))
    assert found.tally.sealed_up_to == len(SEALED) + 3
    assert found.tally.heads is not None
    assert found.tally.heads[f"application/{ADAS}"] == 2
    assert f"application/{ADAS}" not in found.tally.parts
    later = verified(await places.bundle(subject="concern/z"))
    assert later.tally.heads == {"concern/z": 0}


async def test_leads_to_the_checkpoint_that_is_asked_for(places: Places) -> None:
    now = (places.directory / "checkpoint").read_text("utf-8")
    assert await places.bundle(subject=ADA, checkpoint=now) == await places.bundle(
        subject=ADA
    )


@pytest.mark.parametrize(
    "checkpoint",
    ["", "no checkpoint", golden_log(1_000)["checkpoint"].decode()],
)
async def test_refuses_a_checkpoint_that_is_not_this_logs(
    places: Places, checkpoint: str
) -> None:
    answer = await places.get("/api/trail/bundle", subject=ADA, checkpoint=checkpoint)
    assert answer.status_code == 422
    assert "checkpoint" in answer.text


async def test_becomes_a_case_file_that_is_the_same_bytes(places: Places) -> None:
    answer = await places.get(f"/api/case-file/application/{ADAS}", inactive_after=1)
    assert answer.status_code == 200, answer.text
    question = case_question(f"application/{ADAS}")
    bundle = await asyncio.to_thread(bundle_in, places.export, question)
    assert answer.content == make_case_file(bundle, KEY, 1)
    found = verify_case_file(answer.content, KEY).verified
    assert found.versions[f"application/{ADAS}"] == [1, 2]


async def test_becomes_no_case_file_where_there_is_nothing(places: Places) -> None:
    assert (await places.get("/api/case-file/nobody")).status_code == 404
    answer = await places.get(f"/api/case-file/{ADA}", inactive_after=-1)
    assert answer.status_code == 422


async def test_shows_an_operator_nothing_personal(
    places: Places, tmp_path: Path
) -> None:
    headers = bearer("operator", tmp_path / "data")
    found = await places.client.get(
        "/api/trail/bundle", params={"subject": ADAS_NUMBER}, headers=headers
    )
    assert verified(found.content).tally.disclosed == 0
    case = await places.client.get(f"/api/case-file/{ADAS_NUMBER}", headers=headers)
    assert case.status_code == 403
