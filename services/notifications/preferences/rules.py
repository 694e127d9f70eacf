"""Why preferences cannot be set."""

from shared.errors import NotFound, Refused

RULE = "domain §6.1"


def no_application() -> Refused:
    """Return the refusal where there is no such application, or it is not theirs."""
    return Refused(NotFound.code, "There is no such application.", RULE)


def no_postal_address() -> Refused:
    """Return the refusal of letters by post to nowhere."""
    return Refused(
        "no-postal-address", "By post needs a postal address: give one.", RULE
    )
