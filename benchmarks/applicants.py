"""Invented applicants, every one another person, all of them fit to be assessed."""

from datetime import date, timedelta
from uuid import UUID

import uuid_utils.compat

from shared.contracts.applications import SubmitApplication
from shared.contracts.applications_csv import COLUMNS

SCOPES = (
    "nuclear-medicine",
    "radiotherapy-physics",
    "renal-technology",
    "medical-engineering",
)
ROUTE = "training-scheme"
OLDEST = date(1965, 1, 1)
SYLLABLES = ("bra", "cor", "din", "fen", "gul", "har", "jon", "kim", "lor", "mun")


def application(number: int, submitted_on: date) -> SubmitApplication:
    """Return the application of the applicant of this number."""
    name = _name(number)
    answers = dict.fromkeys(COLUMNS, "") | {
        "external_ref": f"W-{number:06}",
        "given_names": _name(number // 7 + 3).capitalize(),
        "family_name": name.capitalize(),
        "date_of_birth": (OLDEST + timedelta(days=number % 12_000)).isoformat(),
        "email": f"{name}.{number}@hospital.example",
        "work_town": "Leeds",
        "scopes": SCOPES[number % len(SCOPES)],
        "route": ROUTE,
        "qualification": "Diploma in Clinical Technology",
        "awarding_body": "IPEM",
        "awarded_on": "2023-07-01",
        "proposer_1_name": "Siân Morgan",
        "proposer_1_email": f"sian.{number}@trust.example",
        "proposer_2_name": "Daniel Brown",
        "proposer_2_email": f"daniel.{number}@trust.example",
        "health_to_declare": "no",
        "character_to_declare": "no",
        "indemnity": "yes",
        "submitted_on": submitted_on.isoformat(),
    }
    identity: UUID = uuid_utils.compat.uuid7()
    return SubmitApplication(
        application_id=identity, submission=answers, signed_on_paper=True
    )


def _name(number: int) -> str:
    """Return a name in letters alone: the digits of the number, as syllables."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:05}")
