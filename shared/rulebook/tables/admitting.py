"""What must be settled before admission, and how further information is asked for."""

from shared.rulebook.tables.rule import Code, Count, Rule, Text


class Admission(Rule):
    """The matters that stand in the way of admission while they are open."""

    source: Text = "which matters stop admission is not published: stated default"
    settled_before: tuple[Code, ...] = (
        "possible-duplicate",
        "declared-matter",
        "not-suitable",
        "suspected-fraud",
        "confirmation",
        "document",
        "registration-elsewhere",
    )


class FurtherInformation(Rule):
    """How often an applicant is asked for further information, and for how long.

    `days` are counted after the day on which the request is deemed served.
    """

    source: Text = "limits on rounds and days are not published: stated default"
    rounds: Count = 2
    days: Count = 56
