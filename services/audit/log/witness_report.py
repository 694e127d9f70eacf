"""What is known of the witnesses, in a file that every replica may read."""

from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ValidationError

from shared.tlog.policy import NO_QUORUM

REPORT = ".witnesses.json"


class WitnessReport(BaseModel):
    """One witness: what it last cosigned and when, and what hinders it now."""

    name: str
    vkey: str
    cosigned_size: int | None = None
    cosigned_at: datetime | None = None
    trouble: str | None = None


class QuorumReport(BaseModel):
    """Whether the checkpoint last published has its quorum, and who is missing."""

    origin: str
    size: int = 0
    quorum: str = NO_QUORUM
    reached: bool = True
    missing_since: datetime | None = None
    missing: list[str] = []
    witnesses: list[WitnessReport] = []

    @property
    def remark(self) -> str | None:
        """One sentence while the quorum is missing, else None."""
        if self.reached:
            return None
        since = "" if self.missing_since is None else _since(self.missing_since)
        return (
            f"The quorum {self.quorum} of witnesses is missing{since}, "
            f"without {', '.join(self.missing)}."
        )


def read_report(directory: Path) -> QuorumReport | None:
    """Return the report beside a log's files, None where there is none to read."""
    try:
        return QuorumReport.model_validate_json((directory / REPORT).read_bytes())
    except (OSError, ValidationError):
        return None


def write_report(directory: Path, report: QuorumReport) -> None:
    """Replace the report; it is a comfort, and need not outlive the machine."""
    fresh = directory / f"{REPORT}.new"
    fresh.write_text(report.model_dump_json(indent=2), "utf-8")
    fresh.replace(directory / REPORT)


def _since(moment: datetime) -> str:
    return f" since {moment.astimezone(UTC).isoformat(timespec='seconds')}"
