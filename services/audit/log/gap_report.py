"""What is known of open gaps, in a file that every replica may read."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ValidationError

REPORT = ".gaps.json"


class GapReport(BaseModel):
    """How many gaps are open, by the source that recorded what is missing."""

    open: Mapping[str, int] = {}

    @property
    def remark(self) -> str | None:
        """One sentence while gaps are open, else None."""
        if not self.open:
            return None
        by_source = ", ".join(
            f"{count} of {source}" for source, count in sorted(self.open.items())
        )
        return f"Gaps in streams that could not be filled yet: {by_source}."


def read_report(directory: Path) -> GapReport | None:
    """Return the report beside a log's files, None where there is none to read."""
    try:
        return GapReport.model_validate_json((directory / REPORT).read_bytes())
    except (OSError, ValidationError):
        return None


def write_report(directory: Path, report: GapReport) -> None:
    """Replace the report; it is a comfort, and need not outlive the machine."""
    fresh = directory / f"{REPORT}.new"
    fresh.write_text(report.model_dump_json(indent=2), "utf-8")
    fresh.replace(directory / REPORT)
