"""The people of a story: each acts as themselves, by pages and by signed commands."""

import asyncio
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import httpx

from cli.client import SignedAs
from cli.commands_out import command_record, outgoing, put_on_kafka
from shared.contracts.contract import CommandData
from shared.identity.demonstration import PEOPLE, signing_key_for
from tests.support.story import Story, text_of_letter

ANSWERED_WITHIN = 60.0
LOOK_AGAIN_AFTER = 0.05
TIMEOUT = 60.0

Form = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Somebody:
    """One of the register's people; `name` is that of a demonstration person."""

    story: Story
    name: str

    @property
    def actor(self) -> str:
        """By which id events name them."""
        return PEOPLE[self.name].actor

    @cached_property
    def _http(self) -> httpx.Client:
        signed = SignedAs(self.name, self.story.system)
        return httpx.Client(auth=signed, timeout=TIMEOUT, trust_env=False)

    def reads(self, service: str, path: str, **query: str) -> Any:  # noqa: ANN401
        """Return what the service shows them, as JSON."""
        address = f"{self.story.system.url(service)}{path}"
        answer = self._http.get(address, params=query)
        assert answer.is_success, f"{self.name} {path}: {answer.text}"
        return answer.json()

    def finds_nothing(self, service: str, path: str) -> bool:
        """Tell whether what is there for others is not there for them."""
        answer = self._http.get(f"{self.story.system.url(service)}{path}")
        return answer.status_code == HTTPStatus.NOT_FOUND

    def fills_in(self, service: str, path: str, form: Form) -> httpx.Response:
        """Return what becomes of a form that they send."""
        address = f"{self.story.system.url(service)}{path}"
        return self._http.post(address, data={"command_id": str(uuid4()), **form})

    def sends_form(self, service: str, path: str, **form: str | Sequence[str]) -> None:
        """Send a form that is taken."""
        answer = self.fills_in(service, path, form)
        assert answer.status_code == HTTPStatus.SEE_OTHER, f"{self.name}: {answer.text}"
        self.story.settle()

    def hands_in(self, application: UUID, kind: str, content: bytes, name: str) -> UUID:
        """Add a document to the application, and return its id."""
        address = self.story.system.url("applications")
        answer = self._http.post(
            f"{address}/api/applications/{application}/documents",
            data={"kind": kind},
            files={"document": (name, content, "application/octet-stream")},
        )
        assert answer.is_success, answer.text
        return UUID(answer.json()["document_id"])

    def commands(self, data: CommandData) -> None:
        """Send a signed command by Kafka that is done."""
        answer = self.sends(data)
        assert answer["outcome"] == "done", answer
        self.story.settle()

    def sends(self, data: CommandData) -> dict[str, Any]:
        """Send a signed command by Kafka, and return its answer."""
        system = self.story.system
        command = outgoing(data)
        key = signing_key_for(self.name, system.data)
        asyncio.run(put_on_kafka(system, [command_record(command, key, system)]))
        address = f"{system.url(command.service)}/api/commands/{command.id}"
        until = time.monotonic() + ANSWERED_WITHIN
        while time.monotonic() < until:
            answer = self._http.get(address)
            # A refusal is an answer, too.
            if answer.is_success or answer.status_code == HTTPStatus.CONFLICT:
                return answer.json()
            time.sleep(LOOK_AGAIN_AFTER)
        raise AssertionError(f"{data.TYPE} of {self.name} got no answer.")


class Registrar(Somebody):
    """Somebody of the register's staff."""

    def case_of(self, application: UUID) -> UUID:
        """Return the case that assessors have of the application."""
        cases = self.reads("assessment", "/api/cases")["cases"]
        [found] = [x for x in cases if x["application_id"] == str(application)]
        return UUID(found["assessment_id"])

    def sees_case(self, assessment: UUID) -> dict[str, Any]:
        """Return the case, whole."""
        return dict(self.reads("assessment", f"/api/cases/{assessment}"))

    def told(self, application: UUID) -> list[str]:
        """Return which letters left about the application, by their wording."""
        self.story.settle()
        about = f"application/{application}"
        listed = self.reads("notifications", "/api/messages", about=about)["messages"]
        return [one["template"] for one in listed if one["status"] == "sent"]

    def work_on(self, application: UUID) -> dict[str, Any]:
        """Return the line of the work list about the application."""
        work = self.reads("applications", "/api/work-list", limit="500")["work"]
        [line] = [one for one in work if one["application_id"] == str(application)]
        return dict(line)


class Assessor(Somebody):
    """One of the pool."""

    def queue(self) -> list[str]:
        """Return the cases that wait for their word."""
        listed = self.reads("assessment", "/api/queue")["cases"]
        return [one["assessment_id"] for one in listed]

    def sees(self, assessment: UUID) -> dict[str, Any]:
        """Return the case as it is shown to them."""
        return dict(self.reads("assessment", f"/api/cases/{assessment}"))


class PanelMember(Somebody):
    """A member of the health and character panel, and of appeal panels."""

    def declarations(self) -> list[str]:
        """Return the applications whose declared matters wait for their finding."""
        listed = self.reads("applications", "/api/declarations")["declarations"]
        return [one["application_id"] for one in listed]

    def appeals(self) -> list[str]:
        """Return the applications whose appeals they may hear."""
        listed = self.reads("applications", "/api/appeals")["appeals"]
        return [one["application_id"] for one in listed]


class Applicant(Somebody):
    """Somebody who wants to be on the register."""

    def starts_form(self) -> UUID:
        """Begin the form; its id will be the application's."""
        answer = self.fills_in("applications", "/drafts", {})
        assert answer.status_code == HTTPStatus.SEE_OTHER, answer.text
        return UUID(answer.headers["location"].rpartition("/")[2])

    def sends_application(self, application: UUID) -> str:
        """Send the form as it is saved, and return the page that answers."""
        path = f"/drafts/{application}/submission"
        answer = self.fills_in("applications", path, {})
        self.story.settle()
        return answer.text

    def status(self, application: UUID) -> dict[str, Any]:
        """Return where their application is."""
        path = f"/api/applications/{application}/status"
        return dict(self.reads("applications", path))

    def is_held_by(self, application: UUID) -> str:
        """Return who has their application now."""
        return str(self.status(application)["standing"]["held_by"])


@dataclass(frozen=True)
class Proposer:
    """Somebody named as a referee: no account, and a letter with a link."""

    story: Story
    name: str
    address: str

    def confirms(self, statement: str) -> None:
        """Open the link of the letter, and confirm what it is about."""
        link = self._link()
        with httpx.Client(timeout=TIMEOUT, trust_env=False) as anybody:
            assert anybody.get(link).is_success
            form = {"says": "confirm", "name": self.name, "statement": statement}
            answer = anybody.post(link, data=form)
            assert "Thank you" in answer.text, answer.text
            again = anybody.post(link, data=form)
            assert again.status_code == HTTPStatus.CONFLICT
        self.story.settle()

    def _link(self) -> str:
        [letter] = self.story.letters_to(self.address)
        [link] = set(re.findall(r"http\S+/confirm/[\w.\-~]+", text_of_letter(letter)))
        return str(link)
