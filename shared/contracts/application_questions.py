"""Every question that an application may answer: an import file's, and further ones.

The further ones are never needed by a file: `applying.required` of the rulebook may
ask for them. They travel in one sealed field, so that a question more is no new event.
"""

from shared.contracts.applications_csv import COLUMNS, DATES, YES_OR_NO

AWARD = "award"
"""The code of the award, where the name of the qualification says too little."""

INTAKE_YEAR = "intake_year"
"""The year in which the applicant began the programme: four digits."""

REGISTRATION_NUMBER = "registration_number"
"""The applicant's number in this register, now or before."""

PRACTICE_LEVEL = "practice_level"
"""The level of practice applied for, where the route leads to one."""

PRACTISED_YEARS = "practised_years"
"""In how many of the last years, as the route counts them, the applicant practised."""

TRAINING = "training_and_experience"
"""What training and experience meet the standards, where the route asks for that."""

NUMBER_ELSEWHERE = "elsewhere_number"
"""The number under which the applicant is, or was, on another register."""

FURTHER_QUESTIONS: tuple[str, ...] = (
    AWARD,
    INTAKE_YEAR,
    REGISTRATION_NUMBER,
    PRACTICE_LEVEL,
    PRACTISED_YEARS,
    TRAINING,
    "indemnity_by",
    "indemnity_provider",
    "indemnity_starts_on",
    "indemnity_ends_on",
    "registered_elsewhere",
    "refused_elsewhere",
    "removed_elsewhere",
    "elsewhere_details",
    NUMBER_ELSEWHERE,
)
"""Questions beyond an import file's columns."""

QUESTIONS: tuple[str, ...] = COLUMNS + FURTHER_QUESTIONS
"""Every question."""

FOR_THE_PANEL: frozenset[str] = frozenset(
    {"health_to_declare", "character_to_declare", "declaration_details"}
)
"""Questions whose answers the panel for health and character alone reads (§1.2)."""

ALL_DATES: tuple[str, ...] = (*DATES, "indemnity_starts_on", "indemnity_ends_on")
"""Every answer that is a date; cover may begin and end in the future."""

CHOICES: tuple[str, ...] = (
    *YES_OR_NO,
    "registered_elsewhere",
    "refused_elsewhere",
    "removed_elsewhere",
    "indemnity_by",
    AWARD,
    PRACTICE_LEVEL,
)
"""Every answer that is one of a few words."""
