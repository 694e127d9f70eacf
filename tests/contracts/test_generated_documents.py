"""The documents that follow from the code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs import generate
from shared.contracts.catalogue import COMMANDS, EVENTS


def test_are_up_to_date() -> None:
    assert generate.outdated(generate.documents()) == []


def test_are_told_when_outdated_and_written_only_without_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    changed, unwanted = tmp_path / "api" / "a.json", tmp_path / "api" / "b.json"
    unwanted.parent.mkdir()
    unwanted.write_text("{}")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "API", tmp_path / "api")
    monkeypatch.setattr(generate, "SCHEMAS", tmp_path / "schemas")
    monkeypatch.setattr(generate, "documents", lambda: {changed: "new"})
    run = CliRunner().invoke
    checked = run(generate.main, ["--check"])
    assert (checked.exit_code, changed.exists()) == (1, False)
    assert checked.output == "outdated: api/a.json\noutdated: api/b.json\n"
    assert run(generate.main, []).exit_code == 0
    assert (changed.read_text(), unwanted.exists()) == ("new", False)
    assert run(generate.main, ["--check"]).output == ""


def test_list_every_event_and_command_for_people() -> None:
    catalogue = (generate.ROOT / "docs" / "events.md").read_text()
    for name in (*EVENTS, *COMMANDS):
        assert f"| `{name}` |" in catalogue


@pytest.mark.parametrize("service", ["applications", "assessment", "notifications"])
def test_refer_to_nothing_that_is_not_there(service: str) -> None:
    path = generate.API / f"{service}.asyncapi.json"
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    assert document["asyncapi"] == "3.0.0"
    references = {part.split('"', 1)[0] for part in text.split('"$ref": "')[1:]}
    for reference in references:
        place = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
