"""A refusal that needs proof of service, on the real broker."""

import asyncio
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from shared.identity.demonstration import token_for
from tests.support.demonstration_data import OWN
from tests.support.live import LiveRegister, live_register

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]


@dataclass
class Refusing:
    """A register of its own, and one application in it that was refused."""

    live: LiveRegister
    application: str = ""

    def ask(self, service: str, query: str, *values: object) -> list[asyncpg.Record]:
        """Return what a superuser's query gives."""

        async def asked() -> list[asyncpg.Record]:
            connection = await asyncpg.connect(self.live.superuser_dsn(service))
            try:
                return await connection.fetch(query, *values)
            finally:
                await connection.close()

        return asyncio.run(asked())

    def say(self, service: str, who: str, kind: str, **data: object) -> Any:  # noqa: ANN401
        """Send a command, wait for what follows from it, and return its answer."""
        answer = httpx.post(
            f"{self.live.url(service)}/api/commands",
            json={"id": str(uuid4()), "type": kind, "data": data},
            headers={"Authorization": f"Bearer {token_for(who, self.live.data)}"},
            timeout=30,
            trust_env=False,
        )
        self.live.drain()
        return answer.json()

    def close(self) -> Any:  # noqa: ANN401
        """Try to close the refusal as final."""
        kind = "register.applications.close-refused.v1"
        return self.say(
            "applications", "registrar", kind, application_id=self.application
        )

    def standing(self) -> tuple[str, str | None]:
        """Return how the service of the refusal stands."""
        query = "SELECT standing, code FROM refusals WHERE application_id = $1::uuid"
        [row] = self.ask("applications", query, self.application)
        return row["standing"], row["code"]

    def message(self) -> str:
        """Return the message that is the notice."""
        query = "SELECT message_id::text FROM deliveries WHERE notice_id IS NOT NULL"
        [row] = self.ask("notifications", query)
        return str(row["message_id"])

    def later(self) -> None:
        """Let forty days go by, which are more than anybody has to appeal."""
        done = self.live.run("clock", "advance", "P40D")
        assert done.returncode == 0, done.stderr
        self.live.drain()


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Generator[Refusing]:
    """A register of its own, whose clock is moved."""
    with live_register(tmp_path_factory.mktemp("serving")) as live:
        done = live.run("import", str(OWN / "applications.csv"))
        assert done.returncode == 0, done.stderr
        live.drain()
        refusing = Refusing(live)
        [case] = refusing.ask(
            "assessment",
            "SELECT assessment_id::text, application_id::text FROM cases"
            " WHERE due_at IS NOT NULL ORDER BY opened_at, assessment_id LIMIT 1",
        )
        refusing.application = case["application_id"]
        for assessor in ("assessor-1", "assessor-2"):
            refusing.say(
                "assessment",
                assessor,
                "register.assessment.give-recommendation.v1",
                assessment_id=case["assessment_id"],
                recommendation="refuse",
                reasons="The evidence is too thin.",
            )
        refusing.say(
            "applications",
            "registrar",
            "register.applications.decide-application.v1",
            application_id=refusing.application,
            decision="refuse",
            reasons=["evidence-insufficient"],
        )
        yield refusing


def test_is_final_only_once_somebody_was_served_and_their_time_is_over(
    refusing: Refusing,
) -> None:
    # Asked for by event, served, and the answer heard.
    assert refusing.standing() == ("served", None)
    assert refusing.close()["code"] == "appeal-open"

    # It comes back: it served nobody, and no time runs.
    message = refusing.message()
    refusing.say(
        "notifications",
        "registrar",
        "register.notifications.record-message-bounced.v1",
        message_id=message,
        channel="email",
        code="5.1.1",
    )
    assert refusing.standing() == ("unproven", "5.1.1")
    refusing.later()
    assert refusing.close()["code"] == "notice-not-proven"

    # The address is corrected: the time begins anew, on that day.
    ordered = refusing.say(
        "notifications",
        "registrar",
        "register.notifications.order-delivery.v1",
        message_id=message,
        channel="email",
        reason="address-corrected",
        to="moved@example.org",
    )
    assert ordered["outcome"] == "done", ordered
    assert refusing.standing() == ("served", None)
    assert refusing.close()["code"] == "appeal-open"

    # Nobody appealed: it closes by itself.
    refusing.later()
    assert refusing.standing() == ("closed", None)
    assert refusing.close()["outcome"] == "nothing-to-do"
