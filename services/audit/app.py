"""The audit service, put together."""

from functools import partial
from pathlib import Path

from fastapi import FastAPI

from services.audit.log import api as log_api
from services.audit.log import erasures_api, findings_api, recorded_by_api
from services.audit.log.altered_check import altered_check
from services.audit.log.erasing import forget_disclosures
from services.audit.log.forgetting import LOGGED_SEARCH_TEXT, QUARANTINED_BYTES
from services.audit.log.gap_check import gap_check
from services.audit.log.own_log import OwnLog
from services.audit.log.witness_check import witness_check
from services.audit.log.worker import sequencing
from services.audit.reports import api as reports_api
from services.audit.reports.issued import REPORTS
from services.audit.reports.worker import issuing
from services.audit.settings import Settings
from services.audit.trails import api as trails_api
from services.audit.trails import disclosing, proving
from services.audit.trails import pages as trails_pages
from shared.erasing.kept_for_a_time import SEARCH_TEXT
from shared.service import assemble
from shared.web.home import Home

HOME = Home(
    title="Audit",
    owns="The log of every state change, that anybody can verify, and its trails.",
)


def create_app(settings: Settings) -> FastAPI:
    """Wire the audit service together; its sequencer is a worker beside the routes."""
    return assemble(
        settings,
        name="audit",
        folder=Path(__file__).parent,
        capabilities=(REPORTS,),
        routers=(
            log_api.router,
            findings_api.router,
            erasures_api.router,
            recorded_by_api.router,
            trails_api.router,
            disclosing.router,
            proving.router,
            trails_pages.router,
            reports_api.router,
        ),
        workers=(issuing(settings),),
        # The log is whole before anything is taken back out of it.
        at_once=(sequencing(settings),),
        asked_for_the_log=partial(OwnLog, settings=settings),
        home=HOME,
        checks={
            "entries": altered_check(settings),
            "gaps": gap_check(settings),
            "witnesses": witness_check(settings),
        },
        forgets=(forget_disclosures,),
        kept=(SEARCH_TEXT, LOGGED_SEARCH_TEXT, QUARANTINED_BYTES),
    )
