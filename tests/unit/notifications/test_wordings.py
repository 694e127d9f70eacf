"""The wordings."""

from pathlib import Path

import pytest

from services.notifications.messages.wording import TEMPLATES, WORDINGS, read_wordings


def test_are_there_for_every_message() -> None:
    assert set(WORDINGS) == {
        "application-acknowledged",
        "application-returned",
        "application-refused",
        "registration-entered",
        "case-assigned",
        "assessment-overdue",
        "case-reminder",
        "interests-due",
        "training-due",
        "further-information-asked",
        "application-withdrawn",
        "appeal-lodged",
        "appeal-decided",
        "confirmation-asked",
        "confirmation-reminder",
    }


def test_begin_with_a_subject_and_an_empty_line() -> None:
    for path in TEMPLATES.glob("*.txt"):
        first, second, *_ = path.read_text(encoding="utf-8").split("\n")
        assert first.startswith("Subject: "), path.name
        assert second == "", path.name


def test_are_used_in_their_last_version(tmp_path: Path) -> None:
    for version in (1, 2, 10):
        (tmp_path / f"greeting.v{version}.txt").write_text(f"Subject: {version}\n\n")
    wording = read_wordings(tmp_path)["greeting"]
    assert (wording.version, wording.text) == (10, "Subject: 10\n\n")


def test_are_not_read_from_a_file_without_a_version(tmp_path: Path) -> None:
    (tmp_path / "greeting.txt").write_text("Subject: Hello\n\n")
    with pytest.raises(ValueError, match=r"greeting\.txt"):
        read_wordings(tmp_path)
