"""Who is party to an application, and for what level, from what it discloses."""

from services.assessment.assessing.commands.parties import Parties
from services.assessment.assessing.rules.likeness import folded, likely, marked, plain
from shared.contracts.application_questions import PRACTICE_LEVEL
from shared.contracts.applications import ApplicationSubmitted
from shared.rulebook import Rulebook


def level_of(event: ApplicationSubmitted, rulebook: Rulebook) -> str | None:
    """Return the level of practice applied for, where the route leads to one."""
    route = rulebook.route(event.route)
    level = (event.further_answers or {}).get(PRACTICE_LEVEL)
    return level if route is not None and level in route.levels else None


def parties_of(event: ApplicationSubmitted) -> Parties:
    """Return the applicant, the proposers, the employer and the place of training.

    Who trained at their employer's, or got an award there, names it as such: both
    count as training centres.
    """
    applicant = " ".join(filter(None, (event.given_names, event.family_name)))
    return Parties(
        applicants=folded(event.email),
        proposers=folded(event.proposer_1_email, event.proposer_2_email),
        applicant_names=plain(applicant),
        proposer_names=plain(event.proposer_1_name, event.proposer_2_name),
        employers=plain(event.employer),
        likely_employers=likely(event.employer),
        centres=likely(event.employer, event.awarding_body),
        marks=marked(event.person_id, event.email),
    )
