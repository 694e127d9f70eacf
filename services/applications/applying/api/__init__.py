"""Applications for programs."""

from fastapi import APIRouter

from services.applications.applying.api import appeals, applications, status, work

router = APIRouter()
router.include_router(work.router)
router.include_router(appeals.router)
router.include_router(status.router)
router.include_router(applications.router)
