"""How the person of a tie is named."""

from hashlib import sha256

from shared.errors import Refused

RULE = "domain §8, 1"


def digest_of(email: str | None) -> str | None:
    """Return the digest by which an address is compared, in hexadecimal digits."""
    if email is None or not email.strip():
        return None
    return sha256(email.strip().lower().encode(errors="replace")).hexdigest()


def nobody_named() -> Refused:
    """Return the refusal to declare a tie to nobody."""
    return Refused(
        "nobody-named",
        "A tie names a person by id or by e-mail address, and neither was given.",
        RULE,
    )


def declared_otherwise() -> Refused:
    """Return the refusal to declare another tie under the same id."""
    return Refused(
        "declared-otherwise",
        "Another tie was declared under this id: give a new one its own.",
        RULE,
    )


def not_declared() -> Refused:
    """Return the refusal to end what was never declared."""
    return Refused("not-declared", "No tie was declared under this id.", RULE)


def own_tie() -> Refused:
    """Return the refusal to end one's own tie, and to act on the case thereafter."""
    return Refused(
        "own-tie",
        "The tie is your own: a colleague has to say that it is no more.",
        RULE,
    )
