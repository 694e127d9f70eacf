"""The applications service, put together."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import FastAPI

from services.applications.applying import api as applying_api
from services.applications.applying import elsewhere, guidance
from services.applications.applying import pages as applying_pages
from services.applications.applying.queries import count_applications
from services.applications.applying.subscribers import APPLYING
from services.applications.bulk import api as bulk_api
from services.applications.bulk import pages as bulk_pages
from services.applications.bulk.subscribers import BULK
from services.applications.carrying_out import CARRYING
from services.applications.confirming import api as confirming_api
from services.applications.confirming import pages as confirming_pages
from services.applications.confirming.subscribers import CONFIRMING
from services.applications.declarations import api as declarations_api
from services.applications.declarations import pages as declarations_pages
from services.applications.declarations.subscribers import DECLARATIONS
from services.applications.documents.keeping import Keeping
from services.applications.documents.scanning import scanner_at
from services.applications.drafts import api as drafts_api
from services.applications.drafts import pages as drafts_pages
from services.applications.drafts.subscribers import DRAFTS
from services.applications.entry_fraud import api as entry_fraud_api
from services.applications.entry_fraud import pages as entry_fraud_pages
from services.applications.entry_fraud.subscribers import ENTRY_FRAUD
from services.applications.evidence import api as evidence_api
from services.applications.evidence import pages as evidence_pages
from services.applications.evidence.caretaking import (
    caretaking,
    has_documents_to_destroy,
)
from services.applications.evidence.subscribers import EVIDENCE
from services.applications.evidence.uploading import (
    LARGEST_UPLOAD,
    UPLOADS,
    Documents,
    with_documents,
)
from services.applications.fees import api as fees_api
from services.applications.fees import pages as fees_pages
from services.applications.fees.subscribers import FEES
from services.applications.identity import api as identity_api
from services.applications.identity import pages as identity_pages
from services.applications.identity.subscribers import IDENTITY
from services.applications.registration import api as registration_api
from services.applications.registration import pages as registration_pages
from services.applications.registration.queries import count_entries
from services.applications.registration.subscribers import REGISTRATION
from services.applications.retention import api as retention_api
from services.applications.retention import pages as retention_pages
from services.applications.retention.confirming import (
    awaits_confirmations,
    keep_confirming,
)
from services.applications.retention.subscribers import RETENTION
from services.applications.serving import api as serving_api
from services.applications.serving import pages as serving_pages
from services.applications.serving.subscribers import SERVING
from services.applications.settings import Settings
from services.applications.staff_interests import api as staff_interests_api
from services.applications.staff_interests import pages as staff_interests_pages
from services.applications.staff_interests.subscribers import STAFF_INTERESTS
from shared.bulk.carrying_out import carrying_out, is_to_carry_out
from shared.rules_in_force import RULES_IN_FORCE, keep_rules_in_force
from shared.service import assemble
from shared.web.home import Home
from shared.web.pages import label
from shared.web.service import Service


async def figures(service: Service) -> Mapping[str, int | str]:
    """Return how many applications stand where, and how many entries there are."""
    async with service.read() as database:
        standing = await count_applications(database)
        entries = await count_entries(database)
    counted = {label(status): count for status, count in standing.items()}
    return {**counted, "On the register": entries}


HOME = Home(
    title="Applications",
    owns="Applications, the decisions on them, and the entries of the register.",
    figures=figures,
)


def create_app(settings: Settings) -> FastAPI:
    """Wire the applications service together."""
    documents = Documents(Keeping(settings.document_store), scanner_at(settings.clamd))
    return assemble(
        settings,
        name="applications",
        folder=Path(__file__).parent,
        capabilities=(
            APPLYING,
            CONFIRMING,
            DRAFTS,
            ENTRY_FRAUD,
            EVIDENCE,
            DECLARATIONS,
            FEES,
            IDENTITY,
            REGISTRATION,
            RETENTION,
            SERVING,
            STAFF_INTERESTS,
            BULK,
            RULES_IN_FORCE,
        ),
        routers=(
            applying_api.router,
            guidance.router,
            elsewhere.router,
            applying_pages.router,
            confirming_api.router,
            confirming_pages.router,
            drafts_api.router,
            drafts_pages.router,
            with_documents(documents, evidence_api.router, evidence_pages.router),
            declarations_api.router,
            declarations_pages.router,
            fees_api.router,
            fees_pages.router,
            entry_fraud_api.router,
            entry_fraud_pages.router,
            identity_api.router,
            identity_pages.router,
            registration_api.router,
            registration_pages.router,
            retention_api.router,
            retention_pages.router,
            serving_api.router,
            serving_pages.router,
            staff_interests_api.router,
            staff_interests_pages.router,
            bulk_api.router,
            bulk_pages.router,
        ),
        workers=(
            keep_confirming,
            carrying_out(CARRYING),
            keep_rules_in_force,
            caretaking(documents),
        ),
        has_work=(awaits_confirmations, is_to_carry_out, has_documents_to_destroy),
        home=HOME,
        larger_bodies={UPLOADS: LARGEST_UPLOAD},
    )
