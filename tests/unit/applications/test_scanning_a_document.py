"""Scanning a document."""

import pytest

from services.applications.documents.scanning import (
    NoScanner,
    Verdict,
    scanner_at,
    verdict_of,
)
from services.applications.evidence.commands import RecordScan
from services.applications.evidence.decider import DOCUMENT
from shared.contracts.evidence import DocumentScanned, DocumentWithdrawn, Scan
from tests.support.applications import APPLICATION_ID, NOW
from tests.support.documents import DOCUMENT_ID, received
from tests.support.given import Given

given = Given(DOCUMENT)

pending = received.model_copy(update={"scan": Scan.PENDING})
not_scanned = received.model_copy(update={"scan": Scan.NOT_SCANNED})
EICAR = "Eicar-Test-Signature"


def verdict(scan: Scan, *, admits_unscanned: bool = True) -> RecordScan:
    signature = EICAR if scan is Scan.INFECTED else None
    return RecordScan(DOCUMENT_ID, scan, signature, admits_unscanned, NOW)


def scanned(scan: Scan, *, holds_up: bool = False) -> DocumentScanned:
    return DocumentScanned(
        document_id=DOCUMENT_ID,
        application_id=APPLICATION_ID,
        scan=scan,
        signature=EICAR if scan is Scan.INFECTED else None,
        holds_up_admission=holds_up,
    )


def test_finds_a_document_clean_or_infected() -> None:
    given(pending).when(verdict(Scan.CLEAN)).then(scanned(Scan.CLEAN))
    given(not_scanned).when(verdict(Scan.INFECTED)).then(
        scanned(Scan.INFECTED, holds_up=True)
    )


def test_stays_pending_as_long_as_no_scanner_speaks() -> None:
    given(pending).when(verdict(Scan.PENDING)).then_nothing()


@pytest.mark.parametrize("found", [Scan.CLEAN, Scan.INFECTED])
def test_is_not_taken_back_by_a_later_one(found: Scan) -> None:
    other = Scan.CLEAN if found is Scan.INFECTED else Scan.INFECTED
    given(pending, scanned(found)).when(verdict(other)).then_nothing()


def test_says_nothing_of_a_document_that_is_gone() -> None:
    gone = DocumentWithdrawn(document_id=DOCUMENT_ID, application_id=APPLICATION_ID)
    given(pending, gone).when(verdict(Scan.CLEAN)).then_nothing()


def test_is_refused_of_what_never_came() -> None:
    given().when(verdict(Scan.CLEAN)).then_refused("no-such-document")


@pytest.mark.parametrize(
    ("reply", "means"),
    [
        ("stream: OK\0", Verdict(Scan.CLEAN)),
        (f"stream: {EICAR} FOUND\0", Verdict(Scan.INFECTED, EICAR)),
        ("INSTREAM size limit exceeded. ERROR\0", Verdict(Scan.PENDING)),
        ("stream: Can't allocate memory ERROR\0", Verdict(Scan.PENDING)),
        ("", Verdict(Scan.PENDING)),
        ("UNKNOWN COMMAND\0", Verdict(Scan.PENDING)),
    ],
)
def test_is_clean_only_where_the_scanner_says_so(reply: str, means: Verdict) -> None:
    assert verdict_of(reply) == means


def test_is_left_out_where_no_scanner_is_set() -> None:
    assert isinstance(scanner_at(None), NoScanner)


@pytest.mark.parametrize("address", ["clamd", "clamd:", ":3310", "clamd:port"])
def test_needs_an_address_that_can_be_read(address: str) -> None:
    with pytest.raises(ValueError, match="host:port"):
        scanner_at(address)
