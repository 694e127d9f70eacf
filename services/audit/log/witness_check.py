"""What readiness says of the witnesses: never unready, never silent."""

import asyncio

from services.audit.log.witness_report import read_report
from services.audit.settings import Settings
from shared.web.health import Check, Remark


def witness_check(settings: Settings) -> Check:
    """Return the check that remarks on a missing quorum.

    The log goes on without its witnesses: a log that stopped would help nobody.
    """

    async def check() -> str | None:
        if settings.witness_policy is None:
            return None
        report = await asyncio.to_thread(read_report, settings.log_directory)
        remark = None if report is None else report.remark
        return None if remark is None else Remark(remark)

    return check
