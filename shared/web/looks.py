"""What counts as looking: each action that shows personal material, and its kind.

Every action of a GET route is in one of the two tables, else the route answers nobody:
what nobody thought about is not shown unrecorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from fastapi import status

from shared.contracts.views import LookOutcome
from shared.web.purpose import Purpose
from shared.web.sought import Sought


@dataclass(frozen=True, slots=True)
class Kind:
    """What is looked at; with `only_when_sought`, no look without a search."""

    code: str
    only_when_sought: bool = False


LOOKS: Mapping[str, Kind] = MappingProxyType(
    {
        "applications.list-applications": Kind("applications"),
        "applications.read-application": Kind("application"),
        "applications.list-confirmations": Kind("confirmations"),
        "applications.read-own-drafts": Kind("draft"),
        "applications.list-documents": Kind("documents"),
        "applications.read-document": Kind("document"),
        "applications.read-status": Kind("application-status"),
        "applications.list-work": Kind("applications"),
        "applications.list-appeals": Kind("appeals"),
        "applications.read-appeal": Kind("appeal"),
        "applications.list-entry-fraud": Kind("entry-fraud"),
        "applications.read-entry-fraud": Kind("entry-fraud"),
        "applications.read-retention": Kind("retention"),
        "applications.list-declarations": Kind("health-and-character"),
        "applications.read-declaration": Kind("health-and-character"),
        "applications.list-duplicates": Kind("possible-duplicates"),
        "applications.read-duplicate": Kind("possible-duplicates"),
        "applications.read-fees": Kind("fees"),
        "applications.list-unmatched": Kind("fees"),
        "assessment.read-queue": Kind("cases"),
        "assessment.read-case": Kind("case"),
        "assessment.read-claimable": Kind("cases"),
        "assessment.list-assessors": Kind("assessors"),
        "assessment.read-assessor": Kind("assessor"),
        "assessment.list-cases": Kind("cases"),
        "notifications.list-messages": Kind("messages"),
        "notifications.read-preferences": Kind("preferences"),
        "notifications.list-addresses": Kind("addresses"),
        "notifications.list-subscribers": Kind("subscribers"),
        "notifications.read-subscriber-secret": Kind("subscriber-secret"),
        "audit.read-trail": Kind("trail", only_when_sought=True),
        "audit.read-case-file": Kind("case-file"),
        "audit.read-disclosures": Kind("disclosures"),
        "audit.read-quarantined-bytes": Kind("quarantined-record"),
        "audit.read-report": Kind("report"),
        "audit.read-as-at": Kind("register-as-at"),
        "audit.draw-sample": Kind("sample"),
        "applications.read-register-as-at": Kind("register-as-at"),
    }
)
"""Actions whose every reply is on record before it is given."""

UNRECORDED: Mapping[str, str] = MappingProxyType(
    {
        # The anonymous public register, and a log that holds no personal data.
        "applications.search-register": "public",
        "applications.read-entry": "public",
        # The rulebook applied to an award: it is about nobody.
        "applications.ask-eligibility": "public",
        "audit.read-log": "public",
        # Counts of a scope; and a form that shows nothing of the case.
        "assessment.list-scopes": "technical",
        "assessment.decline-case": "public",
        # Behind a signed link: the applicant's name, to the proposer they named.
        "applications.confirm-by-link": "by signed link",
        # What letters say, with sample data: it is about nobody.
        "notifications.read-templates": "technical",
        # Doors, documents and probes.
        "service.read-home": "technical",
        "service.read-static": "technical",
        "service.read-docs": "technical",
        "service.read-health": "technical",
        "service.read-metrics": "technical",
        "service.sign-in": "technical",
        # Opaque ids of staff and codes, nothing of whom a tie is to.
        "applications.list-staff-interests": "codes",
        "applications.list-refusals": "codes",
        # Running the register: ids, counts and digests, nothing personal.
        "service.read-answer": "technical",
        "service.read-heads": "technical",
        "service.read-digest": "technical",
        "service.read-waiting": "technical",
        "service.read-clock": "technical",
        "applications.read-bulk": "technical",
        "assessment.read-bulk": "technical",
        # Sums of money, nobody's.
        "applications.reconcile-fees": "technical",
        "audit.read-digests": "technical",
        "audit.read-erasures": "technical",
        "audit.read-gaps": "technical",
        "audit.read-quarantine": "technical",
        "audit.list-reports": "technical",
        # The events themselves, between services, to those that hear them anyway.
        "service.read-stream": "between services",
        "audit.read-heads-by-source": "between services",
        "audit.read-entries-by-source": "between services",
    }
)
"""Actions whose replies show nobody's personal material, and why they are here."""


@dataclass(slots=True)
class Looking:
    """A look under way: what the request seeks, and what its route adds.

    A route that lists sets `results`; one that shows a person's case, `person_id`.
    """

    kind: Kind
    action: str
    sought: Sought
    purpose: Purpose
    results: int | None = None
    person_id: UUID | None = None

    def outcome(self, code: int) -> LookOutcome | None:
        """Return what became of it by the status of the answer; None for no look."""
        if self.kind.only_when_sought and self.sought == Sought():
            return None
        if code == status.HTTP_404_NOT_FOUND:
            return LookOutcome.NOT_FOUND
        # What was malformed or failed showed nothing, and said nothing of anybody.
        shown = code < status.HTTP_300_MULTIPLE_CHOICES
        return LookOutcome.SHOWN if shown else None
