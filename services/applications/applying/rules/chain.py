"""Nobody acts twice in one chain, or where there is a tie (domain §8, 1)."""

from services.applications.applying.commands import Beside
from services.applications.applying.rules.refusals import Reason, refused
from services.applications.applying.state import Case


def is_untied(actor: str, beside: Beside) -> None:
    """Nobody acts on an application to whose applicant they have a tie."""
    if actor in beside.tied:
        raise refused(Reason.TIED)


def acts_once(actor: str, case: Case, beside: Beside) -> None:
    """Whoever acts on an application had no part in it before, and has no tie.

    To have judged what was declared in it is a part.
    """
    is_untied(actor, beside)
    if actor in case.acted | beside.judged:
        raise refused(Reason.ACTED_IN_CHAIN)


def is_the_applicants(sender: str | None, beside: Beside) -> None:
    """An applicant acts on the own application; another's does not exist for them.

    Nobody is named as `sender` of what came on paper, which the registrar records.
    """
    if sender is not None and sender != beside.applicant:
        raise refused(Reason.NOT_FOUND)


def is_recorded_untied(recorder: str | None, beside: Beside) -> None:
    """Nor does anybody record for an applicant to whom they have a tie.

    Nobody is named as `recorder` of what the applicant does.
    """
    if recorder is not None:
        is_untied(recorder, beside)
