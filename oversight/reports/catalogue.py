"""Every report by name, and how one is computed."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from oversight.documents.document import Asked, Standing, document_of
from oversight.logged import Logged
from oversight.reports.applications import APPLICATIONS
from oversight.reports.assessment import ASSESSMENT
from oversight.reports.fitness_to_practise import FITNESS_TO_PRACTISE
from oversight.reports.looking import LOOKING
from oversight.reports.named_events import CPD, GOVERNANCE, RENEWAL
from oversight.reports.register import REGISTER
from oversight.reports.report import Report, TableFold, Terms
from shared.clock import register_date
from shared.contracts.canonical import Json
from shared.errors import Malformed

REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        report.name: report
        for report in (
            REGISTER,
            APPLICATIONS,
            ASSESSMENT,
            RENEWAL,
            CPD,
            FITNESS_TO_PRACTISE,
            LOOKING,
            GOVERNANCE,
        )
    }
)


def report_of(name: str) -> Report:
    """Return the report; raises `Malformed` where there is none of that name."""
    report = REPORTS.get(name)
    if report is None:
        raise Malformed(
            f"There is no report '{name}', only {', '.join(REPORTS)}.", "name"
        )
    return report


class Computing:
    """A report being computed: it takes the entries in order, then is a document."""

    def __init__(self, report: Report, standing: Standing, asked: Asked) -> None:
        until = None if standing.until is None else register_date(standing.until)
        self._report, self._standing, self._asked = report, standing, asked
        self._fold: TableFold = report.begin(Terms(asked.period, asked.days, until))

    def take(self, entry: Logged) -> None:
        """Take in the next entry of the log."""
        if self._report.hears(entry):
            self._fold.take(entry)

    def result(self) -> dict[str, Json]:
        """Return the document."""
        report = self._report
        return document_of(
            report.name,
            report.title,
            report.describes,
            tuple(self._fold.result()),
            self._standing,
            self._asked,
        )


def compute(
    report: Report, entries: Iterable[Logged], standing: Standing, asked: Asked
) -> dict[str, Json]:
    """Return the report over entries that are all at hand."""
    computing = Computing(report, standing, asked)
    for entry in entries:
        computing.take(entry)
    return computing.result()
