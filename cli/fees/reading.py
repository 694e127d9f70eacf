"""The rows of a bank's or direct-debit file, all of it read before anything is sent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from uuid import UUID, uuid5

from cli.failures import Failed
from cli.importing.csv_text import CsvText, Record, read_text
from shared.contracts.bounds import LONGEST_LINE
from shared.contracts.fees import MOST_PENCE, PaymentMethod, ReturnGround

NAMESPACE = UUID("3c9c3a86-52c6-4d0e-9a0f-6b6d4b1f5a77")
"""Of every id that an import of payments derives; never changed."""

BANK = ("date", "amount", "reference", "text")
DIRECT_DEBIT = ("date", "amount", "reference", "result", "reason")

_AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_UNITED_KINGDOM = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)

# The codes by which the direct-debit scheme says why a debit came back unpaid.
SCHEME_CODES: Mapping[str, ReturnGround] = MappingProxyType(
    {
        "0": ReturnGround.REFER_TO_PAYER,
        "1": ReturnGround.INSTRUCTION_CANCELLED,
        "2": ReturnGround.PAYER_DECEASED,
        "3": ReturnGround.ACCOUNT_TRANSFERRED,
        "4": ReturnGround.NOTICE_DISPUTED,
        "5": ReturnGround.NO_ACCOUNT,
        "6": ReturnGround.NO_INSTRUCTION,
        "7": ReturnGround.AMOUNT_DIFFERS,
        "8": ReturnGround.NOT_YET_DUE,
        "9": ReturnGround.PRESENTATION_OVERDUE,
        "A": ReturnGround.OTHER,
        "B": ReturnGround.ACCOUNT_CLOSED,
    }
)


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One row, its amount in pence; `returned` says why money went back, if it did."""

    number: int
    paid_on: date
    pence: int
    reference: str
    text: str
    returned: ReturnGround | None


@dataclass(frozen=True, slots=True)
class PaymentsFile:
    """A file that can be read: its SHA-256, what it tells of, and its rows in order."""

    digest: str
    method: PaymentMethod
    rows: tuple[PaymentRow, ...]

    def payment_id(self, row: PaymentRow) -> UUID:
        """Return the id of the payment that a row tells of."""
        return uuid5(NAMESPACE, f"payment:{self.digest}:{row.number}")

    def command_id(self, row: PaymentRow, person: str) -> UUID:
        """Return the id of the command that records a row for a person."""
        return uuid5(NAMESPACE, f"record:{self.digest}:{row.number}:{person}")


def read_payments(path: Path) -> PaymentsFile:
    """Return the rows of a file; raises `Failed` with line and column."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror}.") from error
    return parse_payments(path.name, raw)


def parse_payments(name: str, raw: bytes) -> PaymentsFile:
    """Return the rows of a file's bytes; raises `FileFault` at the first fault."""
    text = read_text(name, raw)
    records = (record for record in text.records() if not record.is_blank)
    header = next(records, None)
    if header is None:
        raise text.fault(0, 1, "the file is empty, and a header is needed")
    method = _method(text, header)
    rows = tuple(_rows(text, header, records))
    if not rows:
        raise text.fault(0, 1, "the file has a header and no row")
    return PaymentsFile(sha256(raw).hexdigest(), method, rows)


def _method(text: CsvText, header: Record) -> PaymentMethod:
    """Return what kind of file it is, by its header alone."""
    names = sorted(cell.strip().lower() for cell in header.cells)
    if names == sorted(BANK):
        return PaymentMethod.BANK_TRANSFER
    if names == sorted(DIRECT_DEBIT):
        return PaymentMethod.DIRECT_DEBIT
    raise text.fault(
        header.places[0],
        1,
        f"the header is neither {','.join(BANK)} nor {','.join(DIRECT_DEBIT)}",
    )


def _rows(
    text: CsvText, header: Record, records: Iterable[Record]
) -> Iterable[PaymentRow]:
    names = [cell.strip().lower() for cell in header.cells]
    for number, record in enumerate(records, start=1):
        found = len(record.cells)
        if found != len(names):
            fault = f"the row has {found} cells, and the header {len(names)}"
            raise text.fault(record.places[0], 1, fault)
        cells = _Cells(text, record, names)
        yield PaymentRow(
            number=number,
            paid_on=cells.day(),
            pence=cells.pence(),
            reference=cells.line("reference"),
            text=cells.line("text") if "text" in names else "",
            returned=cells.returned() if "result" in names else None,
        )


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row's cells by name, each with its place for a fault."""

    text: CsvText
    record: Record
    names: list[str]

    def __getitem__(self, name: str) -> str:
        return self.record.cells[self.names.index(name)].strip()

    def fault(self, name: str, fault: str) -> Failed:
        at = self.names.index(name)
        return self.text.fault(self.record.places[at], at + 1, fault)

    def day(self) -> date:
        """Return the day, in ISO form or as in the United Kingdom."""
        iso = _ISO.fullmatch(self["date"])
        british = _UNITED_KINGDOM.fullmatch(self["date"])
        try:
            if iso:
                return date(int(iso[1]), int(iso[2]), int(iso[3]))
            if british:
                return date(int(british[3]), int(british[2]), int(british[1]))
        except ValueError:
            pass
        raise self.fault("date", "the date is neither 2026-03-31 nor 31/03/2026")

    def pence(self) -> int:
        """Return the amount in pence; what went out is not for this file."""
        found = _AMOUNT.fullmatch(self["amount"])
        if found is None:
            raise self.fault(
                "amount", "the amount is not one such as 80.00 or 1,250.00"
            )
        pence = int(found[1].replace(",", "")) * 100 + int(found[2] or 0)
        if not 0 < pence <= MOST_PENCE:
            raise self.fault("amount", f"the amount is not 0.01 to {MOST_PENCE // 100}")
        return pence

    def line(self, name: str) -> str:
        if len(self[name]) > LONGEST_LINE:
            raise self.fault(name, f"it is longer than {LONGEST_LINE} characters")
        return self[name]

    def returned(self) -> ReturnGround | None:
        """Return why the debit came back, None where it was paid."""
        if self["result"].lower() == "paid":
            return None
        if self["result"].lower() != "returned":
            raise self.fault("result", "the result is neither paid nor returned")
        ground = SCHEME_CODES.get(self["reason"].upper())
        if ground is None and self["reason"] in set(ReturnGround):
            ground = ReturnGround(self["reason"])
        if ground is None:
            raise self.fault(
                "reason",
                f"the reason is none of {', '.join(SCHEME_CODES)} and no known code",
            )
        return ground
