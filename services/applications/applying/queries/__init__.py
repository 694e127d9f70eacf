"""What is read of applications: lists, one, its status, its clock, its timeline."""

from services.applications.applying.queries.applications import (
    Application,
    ApplicationLine,
    Status,
    count_applications,
    found_elsewhere,
    list_applications,
    numbers_elsewhere,
    read_application,
    said_elsewhere,
)

__all__ = [
    "Application",
    "ApplicationLine",
    "Status",
    "count_applications",
    "found_elsewhere",
    "list_applications",
    "numbers_elsewhere",
    "read_application",
    "said_elsewhere",
]
