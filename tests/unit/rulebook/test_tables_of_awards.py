"""The tables of awards in a rulebook."""

from pathlib import Path

import pytest

from shared.rulebook import RulebookFaults, load_rulebooks
from tests.support.applications import ROOT, RULEBOOK

VOLUNTARY = ROOT / "rulebooks" / "rct-voluntary.toml"


def faults_with(folder: Path, old: str, new: str) -> list[tuple[str, str]]:
    """Return the faults of the voluntary register's file with a text changed."""
    text = VOLUNTARY.read_text("utf-8")
    assert old in text
    path = folder / "changed.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RulebookFaults) as raised:
        load_rulebooks(path)
    return [(fault.place, fault.sentence) for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'routes = ["training-scheme"]',
            'routes = ["apprenticeship"]',
            "there is no route 'apprenticeship'",
        ),
        (
            'routes = ["degree-apprenticeship"]',
            'routes = ["chance"]',
            "there is no route 'chance'",
        ),
        (
            'scopes = ["renal-technology"]',
            'scopes = ["dialysis"]',
            "there is no scope 'dialysis'",
        ),
        (
            'missing = ["higher-award", "accredited-training"]',
            'missing = ["luck"]',
            "there is no shortfall 'luck'",
        ),
        (
            'code = "intake-year"',
            'code = "another-year"',
            "there is no shortfall 'intake-year'",
        ),
        (
            'award = "case-sonography"',
            'award = "guesswork"',
            "there is no award 'guesswork'",
        ),
        ("last_intake = 2021", "last_intake = 2001", "it is before the first intake"),
    ],
)
def test_are_refused_where_they_contradict_one_another(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    found = faults_with(tmp_path, old, new)
    assert any(sentence in said for _, said in found), found


def test_are_refused_where_two_awards_have_one_name(tmp_path: Path) -> None:
    names = 'names = ["A levels", '
    found = faults_with(tmp_path, names, f'{names}"dip ipem T", ')
    said = [sentence for _, sentence in found]
    assert said == ["a name of 'a-level' is a name of 'dip-ipem-t' too"]


@pytest.mark.parametrize(
    "written", ["DipIPEM(T)", "dip ipem (t)", " DIPIPEM T ", "dip-ipem-t"]
)
def test_know_an_award_however_it_is_spelt(written: str) -> None:
    award = RULEBOOK.award(written)
    assert award is not None
    assert award.code == "dip-ipem-t"


def test_know_every_sentence_by_its_code() -> None:
    lack = RULEBOOK.shortfall("portfolio")
    assert lack is not None
    assert "portfolio" in lack.sentence
    assert RULEBOOK.shortfall("luck") is None


def test_name_every_award_that_people_ask_about() -> None:
    asked = ["A level", "CertHE", "HNC", "Level 4 NVQ", "Higher apprenticeship"]
    asked += ["General degree", "ST0413", "ART", "Diagnostic Radiography", "PTP degree"]
    assert all(RULEBOOK.award(award) for award in asked)
