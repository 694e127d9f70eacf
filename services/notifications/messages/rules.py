"""What codes are in words, and whether an address can receive a message."""

import re
from collections.abc import Mapping
from types import MappingProxyType

LONGEST_ADDRESS = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets
_LOCAL_PART = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
_HOST = r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+"
_ADDRESS = re.compile(f"{_LOCAL_PART}@{_HOST}")

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "missing-field": "A required answer is missing.",
        "bad-date": "A date could not be read.",
        "bad-email": "An e-mail address is not valid.",
        "unknown-scope": "A scope of practice is not one that the register has.",
        "unknown-route": "The route is not one that the register has.",
        "scope-not-open": (
            "A scope of practice is not open to this form: contact the register."
        ),
        "route-not-open-for-scope": "The route does not lead to that scope.",
        "route-window-closed": "The route is open for a time only, and it is not now.",
        "under-age": "The applicant is too young to be registered.",
        "proposer-is-applicant": "A proposer cannot be the applicant.",
        "proposers-not-distinct": "The two proposers must be different people.",
        "declaration-needs-details": "A declaration needs an explanation.",
        "no-indemnity": "Indemnity cover was not confirmed.",
        "date-in-future": "A date lies in the future.",
        "field-too-long": "An answer is too long.",
        "scope-elsewhere": "What was applied for is registered elsewhere.",
        "route-not-open": "The route is not open.",
        "registration-number-needed": (
            "The route is for somebody with a registration number: it is missing."
        ),
        "registered-already": (
            "The route is for newcomers, and a registration number was given: apply "
            "for readmission or for another scope."
        ),
        "practice-level-needed": (
            "A level of practice is named on the route to it, and on no other."
        ),
        "bad-year": "A year of intake could not be read, or is in the future.",
        "indemnity-details-incomplete": (
            "Indemnity cover is described by whose it is (own or employer), who gives "
            "it, and its first day; its last day is not before that."
        ),
        "indemnity-ended": "The indemnity cover has ended.",
        "elsewhere-needs-details": (
            "What was declared of another register needs an explanation."
        ),
        "practice-years-needed": (
            "The route asks in how many of the last years you practised: a whole "
            "number, of no more years than the route looks at."
        ),
        "practice-too-short": (
            "The route asks for more years of practice than were named: another route "
            "asks for training and experience instead."
        ),
        "training-details-needed": (
            "The route asks for a description of the training and experience that meet "
            "the standards of proficiency."
        ),
    }
)
"""What is wrong with an application, in words; the codes are those of the import."""


def in_words(fault: str) -> str:
    """Return a fault as a sentence; one without words is named by its code."""
    return FAULTS.get(fault, f"The register's check '{fault}' was not met.")


def spoken(code: str) -> str:
    """Return a code as words."""
    return code.replace("-", " ")


def is_deliverable(address: str | None) -> bool:
    """Return whether mail can be sent to the address: one mailbox at one host.

    It holds nothing that could end a header line or begin a second address.
    """
    return (
        address is not None
        and len(address) <= LONGEST_ADDRESS
        and _ADDRESS.fullmatch(address) is not None
    )
