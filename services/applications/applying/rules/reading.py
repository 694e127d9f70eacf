"""Reading what a sender wrote, as a spreadsheet or a form gives it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shared.contracts.application_questions import (
    ALL_DATES,
    CHOICES,
    FURTHER_QUESTIONS,
)
from shared.contracts.applications_csv import COLUMNS, EMAILS
from shared.rulebook import Rulebook

YES, NO = "yes", "no"

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_UNITED_KINGDOM = re.compile(
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII
)
# Neither PostgreSQL nor JSON carries these; no keyboard types them into a name.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Submission:
    """An application's answers, each in one spelling, and what they are judged by.

    `answers` has every column of an import file, an empty text where there was no
    answer, and the further questions that were answered. `by_staff` says that the
    register's staff sent it, for somebody who wrote on paper.
    """

    answers: Mapping[str, str]
    rulebook: Rulebook
    today: date
    by_staff: bool = False

    def __getitem__(self, column: str) -> str:
        """Return one answer, empty where none was given."""
        return self.answers.get(column, "")

    def given(self, column: str) -> bool:
        """Tell whether the question was answered so that it can be understood."""
        if column == "scopes":
            return bool(self.scopes)
        if column in ("health_to_declare", "character_to_declare"):
            return self[column] in (YES, NO)
        return bool(self[column])

    def day(self, column: str) -> date | None:
        """Return the date in an answer, None where there is none to be read."""
        return read_date(self[column])

    @property
    def came_on(self) -> date:
        """Return the day on which it came: of paper what staff say, else today.

        An applicant does not choose the day by which a rule counts.
        """
        written = self.day("submitted_on") if self.by_staff else None
        return written or self.today

    @property
    def scopes(self) -> tuple[str, ...]:
        """Return the scopes applied for, each once, in the order written."""
        return tuple(code for code in self["scopes"].split(";") if code)


def read(
    submission: Mapping[str, str],
    rulebook: Rulebook,
    today: date,
    *,
    by_staff: bool = False,
) -> Submission:
    """Return the submission in one spelling; questions nobody asks are left out."""
    answers = {
        column: _spelled(column, submission.get(column, ""), rulebook)
        for column in COLUMNS
    }
    for question in FURTHER_QUESTIONS:
        answer = _spelled(question, submission.get(question, ""), rulebook)
        if answer:
            answers[question] = answer
    return Submission(answers, rulebook, today, by_staff)


def read_date(text: str) -> date | None:
    """Return a date written in ISO form or as in the United Kingdom, else None."""
    match = _ISO.fullmatch(text) or _UNITED_KINGDOM.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _spelled(column: str, answer: str, rulebook: Rulebook) -> str:
    """Return the answer trimmed and in one spelling.

    One character more than the limit is kept of an answer that is too long: enough to
    see that it is, without carrying megabytes about.
    """
    text = _UNWRITABLE.sub("", answer).strip()
    text = text[: rulebook.applying.limit(column) + 1]
    if column in ALL_DATES:
        day = read_date(text)
        return text if day is None else day.isoformat()
    if column == "scopes":
        codes = (code.strip().lower() for code in text.split(";"))
        return ";".join(dict.fromkeys(code for code in codes if code))
    if column in EMAILS or column in CHOICES or column == "route":
        return text.lower()
    return text
