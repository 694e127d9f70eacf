"""What a trail says of an erased person."""

from pathlib import Path

import pytest

from oversight.source import ExportedLog
from oversight.trails.forms.choosing import FORMS, document
from oversight.trails.from_export import trail_in
from oversight.trails.question import read_question
from oversight.trails.trail import Heading, TrailEntry
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.contract import personal_fields
from shared.identity.roles import Role
from tests.support.exported_log import Said, exported
from tests.support.golden_log import KEY
from tests.support.logged_story import (
    ADA,
    ADAS,
    ADAS_ERASURE,
    ADAS_NUMBER,
    BEA,
    BEAS,
    ERASED_STORY,
    FORGED_STORY,
    REGISTRAR,
    STORY,
)

ROLES = (Role.REGULATOR, Role.OPERATOR)


def trail(
    directory: Path,
    subject: str,
    role: Role = Role.REGULATOR,
    story: list[Said] = ERASED_STORY,
) -> dict[int, TrailEntry]:
    log = ExportedLog(exported(story, directory), {role}, KEY)
    return {it.entry.index: it for it in trail_in(log, read_question(subject))}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("subject", [ADAS, ADAS_NUMBER, ADA, f"application/{ADAS}"])
def test_says_when_and_why_of_each_entry(
    subject: str, role: Role, tmp_path: Path
) -> None:
    found = trail(tmp_path, subject, role)
    (erased,) = found[3].erased
    assert erased.index == ADAS_ERASURE
    assert erased.time.startswith("2026-03-04")
    assert erased.reason == "request-article-17"
    assert erased.authority == "UK GDPR article 17(1)(a)"
    assert set(erased.fields) == personal_fields(ApplicationSubmitted)


@pytest.mark.parametrize("subject", [ADAS, ADAS_NUMBER, ADA])
def test_says_nothing_of_an_erasure_that_another_service_ordered(
    subject: str, tmp_path: Path
) -> None:
    found = trail(tmp_path, subject, story=FORGED_STORY)
    assert found
    assert not any(it.erased for it in found.values())


@pytest.mark.parametrize("role", ROLES)
def test_says_so_of_a_letter_to_the_applicant(role: Role, tmp_path: Path) -> None:
    (erased,) = trail(tmp_path, ADAS, role)[1].erased
    assert erased.fields == (
        "body",
        "content_sha256",
        "html",
        "name",
        "person_id",
        "postal_address",
        "subject_line",
        "to",
    )


@pytest.mark.parametrize("role", ROLES)
def test_does_not_call_erased_what_a_rule_keeps(role: Role, tmp_path: Path) -> None:
    (erased,) = trail(tmp_path, ADAS_NUMBER, role)[7].erased
    assert erased.fields == ("email", "work_town")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("subject", [ADA, ADAS, BEAS, BEA, REGISTRAR, ADAS_NUMBER])
def test_calls_nothing_erased_that_is_not(
    subject: str, role: Role, tmp_path: Path
) -> None:
    if subject not in (BEA, BEAS):
        found = trail(tmp_path, subject, role, STORY)
        assert found or (subject, role) == (ADAS, Role.OPERATOR)
    else:
        found = trail(tmp_path, subject, role)
    assert [it.erased for it in found.values() if it.erased] == []


def test_does_not_call_erased_what_is_still_disclosed(tmp_path: Path) -> None:
    found = trail(tmp_path, ADAS_NUMBER, story=[*STORY, ERASED_STORY[-1]])
    (erased,) = found[3].erased
    # Health and character were never shown in a trail, and were erased all the same.
    assert "health_to_declare" in erased.fields
    assert "family_name" not in erased.fields


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"tree"}))
def test_is_said_in_every_form(form: str, tmp_path: Path) -> None:
    log = ExportedLog(exported(ERASED_STORY, tmp_path), {Role.OPERATOR}, KEY)
    question = read_question(ADAS, "2026-03-01", "2026-03-01")
    heading = Heading(question, log.checkpoint)
    pieces = document(FORMS[form], heading, trail_in(log, question))
    text = b"".join(pieces).decode()
    assert "request-article-17" in text
    assert "UK GDPR article 17(1)(a)" in text
    assert "given_names" in text
