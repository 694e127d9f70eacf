"""A trail as XES, which also narrow readers such as pm4py's own have to read.

pm4py reads a file in pieces of bytes, parts it at angle brackets and a tag at double
quotes, and takes what stands second and fourth for key and value.
"""

import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.source import ExportedLog
from oversight.trails.forms.choosing import FORMS, document
from oversight.trails.from_export import trail_in
from oversight.trails.question import read_question
from oversight.trails.trail import Heading
from shared.contracts.notifications import MessageRequested
from shared.identity.roles import Role
from tests.support.audit_log import event, named
from tests.support.exported_log import exported, said
from tests.support.golden_log import KEY
from tests.support.logged_story import ADA, STORY

HARD = """Łukasz "the first" O'Neill <a@b> & ünterwegs\n\t=1 😀"""
NAMESPACE = "{http://www.xes-standard.org/}"
ORDER = ("extension", "global", "classifier", "string", "trace")
ATTRIBUTE = re.compile(r'(string|date|int) key="[^"<>]+" value="[^"<>]*"/')


def as_xes(directory: Path, to: str, subject: str = "message/m") -> bytes:
    """Return the trail of a message to this address, and the story before it."""
    data = {
        "message_id": str(named("m")),
        "about": "application/a",
        "template": "returned",
        "template_version": 1,
        "to": to,
    }
    message = said(event("message/m", 1), MessageRequested, {**data})
    log = ExportedLog(exported([*STORY, message], directory), {Role.REGULATOR}, KEY)
    question = read_question(subject)
    heading = Heading(question, log.checkpoint)
    return b"".join(document(FORMS["xes"], heading, trail_in(log, question)))


def value_in(raw: bytes, key: str) -> str | None:
    found = ET.fromstring(raw).find(f".//{NAMESPACE}string[@key='{key}']")  # noqa: S314
    return None if found is None else found.get("value")


def test_says_what_was_said_though_it_is_hard_to_write(tmp_path: Path) -> None:
    assert value_in(as_xes(tmp_path, HARD), "disclosed:to") == HARD


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_says_any_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    raw = as_xes(tmp_path_factory.mktemp("log"), text)
    legal = re.sub("[\ufffe\uffff]", "\ufffd", text)
    assert value_in(raw, "disclosed:to") == legal


@pytest.mark.parametrize("subject", ["message/m", ADA])
def test_is_cut_at_any_byte_without_cutting_a_character(
    tmp_path: Path, subject: str
) -> None:
    assert as_xes(tmp_path, HARD, subject).isascii()


@pytest.mark.parametrize("subject", ["message/m", ADA])
def test_has_key_and_value_between_double_quotes_in_this_order(
    tmp_path: Path, subject: str
) -> None:
    text = as_xes(tmp_path, HARD, subject).decode()
    tags = [it for it in re.split("[<>]", text) if it.strip()]
    attributes = [it for it in tags if it.startswith(("string", "date", "int"))]
    assert len(attributes) > 10
    for tag in attributes:
        assert ATTRIBUTE.fullmatch(tag), tag
    for tag in attributes:
        if tag.startswith("date"):
            assert datetime.fromisoformat(tag.split('"')[3]).tzinfo is not None


def test_has_its_parts_in_the_order_of_the_standard(tmp_path: Path) -> None:
    # IEEE 1849-2016: extensions, globals, classifiers, attributes, traces; what is
    # global is in every trace and every event.
    log = ET.fromstring(as_xes(tmp_path, HARD, ADA))  # noqa: S314 (we wrote it)
    parts = [part.tag.removeprefix(NAMESPACE) for part in log]
    assert parts == sorted(parts, key=ORDER.index)
    prefixes = {it.get("prefix") for it in log.findall(f"{NAMESPACE}extension")}
    for scope in log.findall(f"{NAMESPACE}global"):
        keys = {str(attribute.get("key")) for attribute in scope}
        assert {key.partition(":")[0] for key in keys} <= prefixes
        for one in log.iter(f"{NAMESPACE}{scope.get('scope')}"):
            assert keys <= {attribute.get("key") for attribute in one}
