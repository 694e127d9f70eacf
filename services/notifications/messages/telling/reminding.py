"""Everybody who is written to before something falls due: one line a kind of reminder.

A capability that owns a deadline finds here its name, the wording and the days before
it; it asks for the letter by the event that the line names, and adds a line of its own
where there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from shared.contracts.assigning import AssessorsReminded
from shared.contracts.confirming import ConfirmationReminded
from shared.contracts.contract import EventData
from shared.contracts.notices import ApplicationNoticeRequired
from shared.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Reminder:
    """A kind of reminder: `days` before what falls due as `deadline` of a stream.

    `days` is the place in the rulebook that has them, and whose table says where they
    come from. `asked_by` is the event that asks for the letter; `rule` is the rule that
    makes something fall due.
    """

    of: str
    to: str
    deadline: str
    wording: str
    days: str
    asked_by: type[EventData]
    rule: str

    def days_in(self, rulebook: Rulebook) -> tuple[int, ...]:
        """Return the days under a rulebook, the longest first."""
        found: int | tuple[int, ...] = attrgetter(self.days)(rulebook)
        return (found,) if isinstance(found, int) else found

    def source_in(self, rulebook: Rulebook) -> str:
        """Return where a rulebook has the days from."""
        table, _, _ = self.days.partition(".")
        source: str = attrgetter(f"{table}.source")(rulebook)
        return source


REMINDERS: Sequence[Reminder] = (
    Reminder(
        of="the end of a registration that is not renewed",
        to="the registrant",
        deadline="renewal-due",
        wording="renewal-notice",
        days="reminders.renewal_notice",
        asked_by=ApplicationNoticeRequired,
        rule="domain §3.1",
    ),
    Reminder(
        of="removal for want of renewal",
        to="the registrant",
        deadline="renewal-lapses",
        wording="renewal-warning",
        days="reminders.renewal_warning",
        asked_by=ApplicationNoticeRequired,
        rule="domain §3.1",
    ),
    Reminder(
        of="a CPD profile that was asked for",
        to="the registrant",
        deadline="cpd-profile-due",
        wording="cpd-profile-reminder",
        days="reminders.cpd_profile",
        asked_by=ApplicationNoticeRequired,
        rule="domain §3.4",
    ),
    Reminder(
        of="further information that was asked for",
        to="the applicant",
        deadline="further-information",
        wording="further-information-reminder",
        days="reminders.further_information",
        asked_by=ApplicationNoticeRequired,
        rule="domain §1.4",
    ),
    Reminder(
        of="a proposer's confirmation, counted from the day of asking",
        to="the proposer",
        deadline="confirmation-reminder",
        wording="confirmation-reminder",
        days="confirming.remind_after_days",
        asked_by=ConfirmationReminded,
        rule="domain §1.2",
    ),
    Reminder(
        of="the target of an assessor's case",
        to="the assessors who have not spoken",
        deadline="recommendation-due",
        wording="case-reminder",
        days="targets.remind_before",
        asked_by=AssessorsReminded,
        rule="domain §1.5",
    ),
    Reminder(
        of="the review of an interim order",
        to="whoever has the case",
        deadline="interim-order-review",
        wording="interim-order-review-due",
        days="reminders.interim_order_review",
        asked_by=ApplicationNoticeRequired,
        rule="domain §4.3",
    ),
    Reminder(
        of="the last day in force of an order",
        to="whoever has the case",
        deadline="order-expires",
        wording="order-expiry-near",
        days="reminders.order_expiry",
        asked_by=ApplicationNoticeRequired,
        rule="domain §4.6",
    ),
)
"""The reminders, in the order of a registration's life."""


def asked_for_by(event: type[EventData]) -> tuple[str, ...]:
    """Return the wordings of the reminders for which an event asks."""
    return tuple(one.wording for one in REMINDERS if one.asked_by is event)
