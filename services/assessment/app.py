"""The assessment service, put together."""

from pathlib import Path

from fastapi import FastAPI

from services.assessment.assessing import api as assessing_api
from services.assessment.assessing import declining, judging_pages
from services.assessment.assessing import pages as assessing_pages
from services.assessment.assessing.subscribers import ASSESSING
from services.assessment.assessors import api as assessors_api
from services.assessment.assessors import pages as assessors_pages
from services.assessment.assessors.subscribers import ASSESSORS
from services.assessment.bulk import api as bulk_api
from services.assessment.bulk import pages as bulk_pages
from services.assessment.bulk.subscribers import BULK
from services.assessment.carrying_out import CARRYING
from services.assessment.rechecking import keep_rechecking
from services.assessment.reckoning import keep_reckoning
from services.assessment.settings import Settings
from shared.bulk.carrying_out import carrying_out, is_to_carry_out
from shared.service import assemble
from shared.web.home import Home

HOME = Home(
    title="Assessment",
    owns="The assessors, the cases they judge, and what they recommend.",
)


def create_app(settings: Settings) -> FastAPI:
    """Wire the assessment service together."""
    return assemble(
        settings,
        name="assessment",
        folder=Path(__file__).parent,
        capabilities=(ASSESSORS, ASSESSING, BULK),
        routers=(
            assessors_api.router,
            assessors_pages.router,
            assessing_api.router,
            assessing_pages.router,
            declining.router,
            judging_pages.router,
            bulk_api.router,
            bulk_pages.router,
        ),
        workers=(keep_reckoning, keep_rechecking, carrying_out(CARRYING)),
        has_work=(is_to_carry_out,),
        home=HOME,
    )
