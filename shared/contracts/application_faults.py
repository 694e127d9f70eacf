"""What is wrong with an application that goes back to its sender: in words, by rule.

The codes are those of `ApplicationReturned` and of the import. A sentence is for
whoever filled in the form; a rule is a source of the domain, an RFC or a table of the
rulebook.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class FaultSaid:
    """A fault's sentence, and the rule that it comes from."""

    sentence: str
    rule: str


FAULTS: Mapping[str, FaultSaid] = MappingProxyType(
    {
        "missing-field": FaultSaid(
            "A required answer is missing.",
            "applying.required",
        ),
        "bad-date": FaultSaid(
            "A date could not be read.",
            "domain §7A",
        ),
        "bad-email": FaultSaid(
            "An e-mail address is not valid.",
            "RFC 5321 §4.1.2",
        ),
        "unknown-scope": FaultSaid(
            "A scope of practice is not one that the register has.",
            "domain §2.2",
        ),
        "unknown-route": FaultSaid(
            "The route is not one that the register has.",
            "domain §1.1",
        ),
        "scope-not-open": FaultSaid(
            "A scope of practice is not open to this form: contact the register.",
            "domain §2.2",
        ),
        "route-not-open-for-scope": FaultSaid(
            "The route does not lead to that scope.",
            "domain §1.1",
        ),
        "route-window-closed": FaultSaid(
            "The route is open for a time only, and it is not now.",
            "domain §1.1",
        ),
        "under-age": FaultSaid(
            "The applicant is too young to be registered.",
            "applying.minimum_age",
        ),
        "proposer-is-applicant": FaultSaid(
            "A proposer cannot be the applicant.",
            "domain §1.2",
        ),
        "proposers-not-distinct": FaultSaid(
            "The two proposers must be different people.",
            "domain §1.2",
        ),
        "declaration-needs-details": FaultSaid(
            "A declaration needs an explanation.",
            "domain §1.2",
        ),
        "no-indemnity": FaultSaid(
            "Indemnity cover was not confirmed.",
            "domain §3.2",
        ),
        "date-in-future": FaultSaid(
            "A date lies in the future.",
            "domain §7A",
        ),
        "field-too-long": FaultSaid(
            "An answer is too long.",
            "applying.longest_answer",
        ),
        "scope-elsewhere": FaultSaid(
            "What was applied for is registered elsewhere.",
            "signposts",
        ),
        "route-not-open": FaultSaid(
            "The route is not open.",
            "domain §1.1",
        ),
        "registration-number-needed": FaultSaid(
            "The route is for somebody with a registration number: it is missing.",
            "domain §1.1",
        ),
        "registered-already": FaultSaid(
            (
                "The route is for newcomers, and a registration number was given: "
                "apply for readmission or for another scope."
            ),
            "domain §1.1",
        ),
        "practice-level-needed": FaultSaid(
            "A level of practice is named on the route to it, and on no other.",
            "domain §2.4",
        ),
        "bad-year": FaultSaid(
            "A year of intake could not be read, or is in the future.",
            "domain §1.1",
        ),
        "indemnity-details-incomplete": FaultSaid(
            (
                "Indemnity cover is described by whose it is (own or employer), who "
                "gives it, and its first day; its last day is not before that."
            ),
            "domain §3.2",
        ),
        "indemnity-ended": FaultSaid(
            "The indemnity cover has ended.",
            "domain §3.2",
        ),
        "elsewhere-needs-details": FaultSaid(
            "What was declared of another register needs an explanation.",
            "domain §7.1",
        ),
        "practice-years-needed": FaultSaid(
            (
                "The route asks in how many of the last years you practised: a whole "
                "number, of no more years than the route looks at."
            ),
            "grandparenting",
        ),
        "practice-too-short": FaultSaid(
            (
                "The route asks for more years of practice than were named: another "
                "route asks for training and experience instead."
            ),
            "grandparenting",
        ),
        "training-details-needed": FaultSaid(
            (
                "The route asks for a description of the training and experience that "
                "meet the standards of proficiency."
            ),
            "grandparenting",
        ),
    }
)
"""Every fault that an application may be returned for."""


def in_words(fault: str) -> str:
    """Return a fault as a sentence; one without words is named by its code."""
    said = FAULTS.get(fault)
    return said.sentence if said else f"The register's check '{fault}' was not met."


def said_of(faults: Iterable[str]) -> dict[str, FaultSaid]:
    """Return each of these faults with its sentence and its rule."""
    return {fault: FAULTS[fault] for fault in faults if fault in FAULTS}
