"""The questions of an application, in the order of an import file's columns.

`SubmitApplication.submission` has the same names. Which of them must be answered is
the rulebook's to say (`applying.required`); an import file has all the columns.
"""

REFERENCE = "external_ref"
"""The sender's own reference: the same reference is the same application."""

COLUMNS: tuple[str, ...] = (
    REFERENCE,
    "title",
    "given_names",
    "family_name",
    "date_of_birth",
    "email",
    "phone",
    "address",
    "town",
    "postcode",
    "country",
    "employer",
    "job_title",
    "work_town",
    "scopes",
    "route",
    "qualification",
    "awarding_body",
    "awarded_on",
    "proposer_1_name",
    "proposer_1_email",
    "proposer_2_name",
    "proposer_2_email",
    "health_to_declare",
    "character_to_declare",
    "declaration_details",
    "indemnity",
    "submitted_on",
)

DATES = ("date_of_birth", "awarded_on", "submitted_on")
"""Answers that are dates, in ISO form or as written in the United Kingdom."""

EMAILS = ("email", "proposer_1_email", "proposer_2_email")
"""Answers that are e-mail addresses, compared without regard to case."""

YES_OR_NO = ("health_to_declare", "character_to_declare", "indemnity")
"""Answers that are yes or no."""
