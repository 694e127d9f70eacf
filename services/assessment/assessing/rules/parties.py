"""Who is party to an application, from what it discloses."""

from services.assessment.assessing.commands.parties import Parties
from services.assessment.assessing.rules.likeness import folded, likely, plain
from shared.contracts.applications import ApplicationSubmitted


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
    )
