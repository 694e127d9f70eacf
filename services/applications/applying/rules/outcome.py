"""What becomes of a submission: submitted for assessment, or returned with faults."""

from services.applications.applying.commands import SubmitApplication
from services.applications.applying.rules.conditions import faults_of, is_address
from services.applications.applying.rules.flagging import checks_of, eligibility_flag
from services.applications.applying.rules.further_conditions import signposts_of
from services.applications.applying.rules.reading import YES, Submission
from shared.contracts.application_questions import FURTHER_QUESTIONS, PRACTICE_LEVEL
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted


def outcome_of(
    command: SubmitApplication, submission: Submission
) -> ApplicationSubmitted | ApplicationReturned:
    """Return the application as submitted, or as returned with every fault."""
    faults = faults_of(submission)
    if faults:
        return _returned(command, submission, faults)
    return _submitted(command, submission)


def _returned(
    command: SubmitApplication, submission: Submission, faults: tuple[str, ...]
) -> ApplicationReturned:
    email = submission["email"]
    return ApplicationReturned(
        application_id=command.application_id,
        faults=faults,
        person_id=command.person_id,
        external_ref=submission["external_ref"] or None,
        given_names=submission["given_names"] or None,
        # What cannot be written to is not an address to anybody who hears of it.
        email=email if is_address(email) else None,
        submission=dict(submission.answers),
        signposts=signposts_of(submission),
    )


def _submitted(
    command: SubmitApplication, submission: Submission
) -> ApplicationSubmitted:
    submitted_on = submission.day("submitted_on") or command.today
    return ApplicationSubmitted(
        application_id=command.application_id,
        scopes=submission.scopes,
        route=submission["route"],
        submitted_on=submitted_on,
        possible_duplicate_of=command.alike,
        signed_on_paper=command.signed_on_paper,
        eligibility=eligibility_flag(submission).value,
        checks=checks_of(submission),
        level=submission[PRACTICE_LEVEL],
        person_id=command.person_id,
        external_ref=submission["external_ref"] or None,
        title=submission["title"] or None,
        given_names=submission["given_names"] or None,
        family_name=submission["family_name"] or None,
        date_of_birth=submission.day("date_of_birth"),
        email=submission["email"] or None,
        phone=submission["phone"] or None,
        address=submission["address"] or None,
        town=submission["town"] or None,
        postcode=submission["postcode"] or None,
        country=submission["country"] or None,
        employer=submission["employer"] or None,
        job_title=submission["job_title"] or None,
        work_town=submission["work_town"] or None,
        qualification=submission["qualification"] or None,
        awarding_body=submission["awarding_body"] or None,
        awarded_on=submission.day("awarded_on"),
        proposer_1_name=submission["proposer_1_name"] or None,
        proposer_1_email=submission["proposer_1_email"] or None,
        proposer_2_name=submission["proposer_2_name"] or None,
        proposer_2_email=submission["proposer_2_email"] or None,
        health_to_declare=submission["health_to_declare"] == YES,
        character_to_declare=submission["character_to_declare"] == YES,
        declaration_details=submission["declaration_details"] or None,
        indemnity=submission["indemnity"] == YES,
        further_answers=_further(submission),
    )


def _further(submission: Submission) -> dict[str, str] | None:
    answered = {q: submission[q] for q in FURTHER_QUESTIONS if submission[q]}
    return answered or None
