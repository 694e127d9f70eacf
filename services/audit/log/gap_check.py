"""What readiness says of events that are missing: never unready, never silent."""

import asyncio

from services.audit.log.gap_report import read_report
from services.audit.settings import Settings
from shared.web.health import Check, Remark


def gap_check(settings: Settings) -> Check:
    """Return the check that remarks on open gaps; what has come is served."""

    async def check() -> str | None:
        report = await asyncio.to_thread(read_report, settings.log_directory)
        remark = None if report is None else report.remark
        return None if remark is None else Remark(remark)

    return check
