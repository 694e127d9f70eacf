"""The form in sections: every question of the contract, none written here twice.

A question that no section names stands in the last one, so that a new column is asked
without a change here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from shared.contracts.application_questions import (
    ALL_DATES,
    AWARD,
    INTAKE_YEAR,
    NUMBER_ELSEWHERE,
    PRACTICE_LEVEL,
    PRACTISED_YEARS,
    QUESTIONS,
    REGISTRATION_NUMBER,
    TRAINING,
)
from shared.contracts.applications_csv import EMAILS, YES_OR_NO
from shared.rulebook import Rulebook
from shared.rulebook.tables.scopes import Opening

ELSEWHERE = ("registered_elsewhere", "refused_elsewhere", "removed_elsewhere")

COVER = "indemnity_by"

FILLED_IN = ("external_ref", "submitted_on")
"""What the register writes itself when the form is sent."""

_SECTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "about-you": (
            "About you",
            (
                *("title", "given_names", "family_name", "date_of_birth", "email"),
                *("phone", "address", "town", "postcode", "country"),
                *("employer", "job_title", "work_town"),
            ),
        ),
        "scopes-and-route": (
            "Scopes and route",
            (
                *("scopes", "route"),
                *(PRACTICE_LEVEL, REGISTRATION_NUMBER, PRACTISED_YEARS, TRAINING),
            ),
        ),
        "qualification": (
            "Qualification",
            ("qualification", AWARD, INTAKE_YEAR, "awarding_body", "awarded_on"),
        ),
        "proposers": (
            "Proposers",
            (
                *("proposer_1_name", "proposer_1_email"),
                *("proposer_2_name", "proposer_2_email"),
            ),
        ),
        "declarations": (
            "Declarations",
            (
                *("health_to_declare", "character_to_declare", "declaration_details"),
                *(*ELSEWHERE, "elsewhere_details", NUMBER_ELSEWHERE),
            ),
        ),
        "indemnity": ("Indemnity and the rest", ("indemnity",)),
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked: its kind of field, and its choices if it has any."""

    name: str
    label: str
    kind: str
    required: bool
    longest: int
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form."""

    code: str
    title: str
    questions: Sequence[Question]

    def missing(self, answers: Mapping[str, str]) -> list[Question]:
        """Return the questions that must be answered and are not."""
        return [q for q in self.questions if q.required and not answers.get(q.name)]


def sections(rulebook: Rulebook) -> Sequence[Section]:
    """Return the form that the rulebook asks for."""
    named = {name for _, names in _SECTIONS.values() for name in names}
    rest = [name for name in QUESTIONS if name not in named and name not in FILLED_IN]
    last = list(_SECTIONS)[-1]
    return [
        Section(
            code,
            title,
            [
                _question(name, rulebook)
                for name in (*names, *(rest if code == last else ()))
            ],
        )
        for code, (title, names) in _SECTIONS.items()
    ]


def _question(name: str, rulebook: Rulebook) -> Question:
    return Question(
        name=name,
        label=name.replace("_", " ").capitalize(),
        kind=_kind(name, rulebook),
        required=name in rulebook.applying.required,
        longest=rulebook.applying.limit(name),
        choices=_choices(name, rulebook),
    )


def _kind(name: str, rulebook: Rulebook) -> str:
    if name == "scopes":
        return "several"
    if name in ("route", AWARD, PRACTICE_LEVEL, COVER, *YES_OR_NO, *ELSEWHERE):
        return "one"
    if name in ALL_DATES:
        return "date"
    if name in EMAILS:
        return "email"
    long = rulebook.applying.limit(name) > rulebook.applying.longest_answer
    return "long" if long else "text"


def _choices(name: str, rulebook: Rulebook) -> Sequence[tuple[str, str]]:
    """Return the choices of a question, each with what it is called."""
    levels = dict.fromkeys(x for route in rulebook.routes for x in route.levels)
    known: Mapping[str, Sequence[tuple[str, str]]] = {
        "scopes": [
            (scope.code, scope.title)
            for scope in rulebook.scopes
            if scope.open is Opening.FORM
        ],
        "route": [(route.code, route.title) for route in rulebook.routes],
        AWARD: [(award.code, award.title) for award in rulebook.awards],
        PRACTICE_LEVEL: [(level, level.capitalize()) for level in levels],
        COVER: [("own", "My own"), ("employer", "My employer's")],
    }
    if name in (*YES_OR_NO, *ELSEWHERE):
        return [("yes", "Yes"), ("no", "No")]
    return known.get(name, [])
