"""What may be erased of a person, what stays and by which rule, and from which day."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType

from services.applications.retention.commands import Held, Policy
from shared.clock import end_of_register_day
from shared.contracts.retention import ErasureGround, RecordClass
from shared.counting import months_after
from shared.errors import Refused

RETENTION_ENDED = "retention-ended"
DRAFT_DELETED = "draft-deleted"

AUTHORITIES: Mapping[str, str] = MappingProxyType(
    {
        ErasureGround.REQUEST: "UK GDPR article 17(1)(a)",
        ErasureGround.OBJECTION: "UK GDPR articles 17(1)(c) and 21(1)",
        ErasureGround.CONSENT_WITHDRAWN: "UK GDPR article 17(1)(b)",
        ErasureGround.UNLAWFUL: "UK GDPR article 17(1)(d)",
    }
)
"""The rule that each ground rests on (domain §5.6)."""


def ends_at(closed_on: date, months: int) -> datetime:
    """Return the first instant after so many months after a day (domain §7A R5, R8).

    The period is complete with the corresponding date, or the month's last day.
    """
    return end_of_register_day(months_after(closed_on, months))


def records_of(held: Held) -> frozenset[RecordClass]:
    """Return the kinds of record that the register holds of the person."""
    if held.entered:
        return frozenset(
            {RecordClass.APPLICATION, RecordClass.CONTACT, RecordClass.ENTRY}
        )
    return frozenset({RecordClass.APPLICATION})


def kept_by_rule(
    records: Collection[RecordClass], policy: Policy
) -> frozenset[RecordClass]:
    """Return what no request erases: name, number and outcome of an entry.

    A person who was struck off could otherwise reappear (domain §5.6).
    """
    kept = {RecordClass.ENTRY} if policy.keeps_entry else set[RecordClass]()
    return frozenset(kept.intersection(records))


def kept_by(policy: Policy) -> str:
    """Return the rule by which an entry is kept."""
    return f"{policy.rulebook} retention.keeps_entry"


def unknown() -> Refused:
    """Return the refusal to act on somebody of whom the register holds nothing."""
    return Refused(
        "unknown-person",
        "The register holds no application of this person.",
        "domain §5.5",
    )


def under_hold(holds: Collection[str]) -> Refused:
    """Return the refusal to erase what a hold keeps."""
    grounds = ", ".join(sorted(holds))
    return Refused(
        "legal-hold",
        f"A legal hold keeps everything of this person: {grounds}. Lift it first.",
        "domain §5.5",
    )


def case_open() -> Refused:
    """Return the refusal to erase what a decision still rests on."""
    return Refused(
        "case-open",
        "An application of this person is not decided yet; decide it first.",
        "domain §5.6",
    )


def only_kept(policy: Policy) -> Refused:
    """Return the refusal where nothing but what a rule keeps is left."""
    return Refused(
        "kept-by-rule",
        "All that the register holds of this person is kept by a rule.",
        kept_by(policy),
    )


def second_person() -> Refused:
    """Return the refusal to agree with oneself."""
    return Refused(
        "second-person",
        "You proposed this erasure; a second person has to ask for it too.",
        "retention.second_person",
    )
