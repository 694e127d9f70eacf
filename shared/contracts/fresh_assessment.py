"""The event by which an appeal sends an application back to other assessors."""

from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData


class FreshAssessmentOrdered(EventData):
    """An appeal was upheld in so far that others assess the application afresh.

    `excluded` are the actors who had a part in it before. `assessment` counts the
    assessments of the application, of which the first was number 1.
    """

    TYPE: ClassVar[str] = "register.applications.fresh-assessment-ordered.v1"
    REASON: ClassVar[str] = "appeal-upheld"

    application_id: UUID
    excluded: tuple[str, ...]
    assessment: int = 2


EVENTS: tuple[type[EventData], ...] = (FreshAssessmentOrdered,)
COMMANDS: tuple[type[CommandData], ...] = ()
