"""Submitting an application, and submitting it again."""

from collections.abc import Sequence

from services.applications.applying.commands import SubmitApplication
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.likeness import content_digest
from services.applications.applying.rules.outcome import outcome_of
from services.applications.applying.rules.reading import read
from services.applications.applying.rules.refusals import Reason, refused
from services.applications.applying.state import Returned, State, Unsubmitted
from shared.contracts.applications import ApplicationReturned


def submit(command: SubmitApplication, state: State) -> Sequence[Event]:
    """Return the application as submitted or returned; the same again is quiet.

    To whoever is not staff, another's application does not exist.
    """
    _is_the_senders(command, state)
    if command.submission is None:
        raise refused(Reason.NOTHING_SUBMITTED)
    submission = read(
        command.submission, command.rulebook, command.today, by_staff=command.by_staff
    )
    same = content_digest(submission.answers) == command.before
    match state:
        case Unsubmitted():
            return [outcome_of(command, submission)]
        case Returned(faults):
            # The same content may have come of age since, or the rules have changed.
            outcome = outcome_of(command, submission)
            still = (
                isinstance(outcome, ApplicationReturned) and outcome.faults == faults
            )
            return [] if same and still else [outcome]
        case _:
            if same:
                return []
            raise refused(Reason.OTHER_CONTENT)


def _is_the_senders(command: SubmitApplication, state: State) -> None:
    """One sends one's own application: of an erased one nobody is left to.

    What nobody has begun is anybody's to send; of the staff, nobody sends again what
    they have a tie to (domain §8, 1).
    """
    if command.by_staff and command.sender in command.tied:
        raise refused(Reason.TIED)
    begun = command.owner is not None or not isinstance(state, Unsubmitted)
    if begun and not command.by_staff and command.sender != command.owner:
        raise refused(Reason.NOT_FOUND)
