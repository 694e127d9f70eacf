"""Nobody of the staff acts on an application to which they have a tie (domain §8, 1).

Every decision on an application that somebody of the staff asks for looks here; who is
tied, `services.applications.ties` reads.
"""

from collections.abc import Collection

from shared.errors import Refused

RULE = "domain §8, 1"


def is_untied(actor: str | None, tied: Collection[str]) -> None:
    """Nobody acts who is among the `tied`; where nobody of the staff asks, none does.

    Refused with `tied-to-applicant`.
    """
    if actor is not None and actor in tied:
        raise Refused(
            "tied-to-applicant",
            "You have a tie to the application, so it is for others.",
            RULE,
        )
