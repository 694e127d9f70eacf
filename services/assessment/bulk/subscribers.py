"""What bulk accepts of cases, and the capability as the kit sees it."""

from types import MappingProxyType
from uuid import UUID

from services.assessment.bulk.chosen import (
    ASSIGN_CASES,
    NOTHING_TO_DO,
    OWN_CASE,
    REMIND_OF_CASES,
    cases_to_assign,
    cases_to_remind_of,
)
from shared.bulk.capability import bulk_capability
from shared.bulk.commands import Objection, Prepare, Release, Selection
from shared.bulk.decider import Said
from shared.capability import Asked
from shared.contracts import many_cases as contracts


def assign_cases(data: contracts.AssignCases, asked: Asked) -> Prepare:
    """A registrar tries dry which of these cases could be given to somebody."""
    chosen = tuple(map(str, data.cases))
    selection = Selection(ASSIGN_CASES, "cases", data.to or "", chosen)
    own = data.to is not None and data.to == asked.actor
    return _prepare(data.bulk_id, selection, asked, OWN_CASE if own else None)


def remind_of_cases(data: contracts.RemindOfCases, asked: Asked) -> Prepare:
    """A registrar tries dry in which of these cases somebody would be reminded."""
    chosen = tuple(map(str, data.cases))
    selection = Selection(REMIND_OF_CASES, "cases", "", chosen)
    return _prepare(data.bulk_id, selection, asked)


def _prepare(
    bulk_id: UUID,
    selection: Selection,
    asked: Asked,
    against: Objection | None = None,
) -> Prepare:
    return Prepare(
        bulk_id=bulk_id,
        selection=selection,
        most=asked.rulebook.bulk.most_items,
        nothing=NOTHING_TO_DO,
        actor=asked.actor,
        now=asked.now,
        against=against,
    )


def release(data: contracts.ReleaseCasesAction, asked: Asked) -> Release:
    """A second registrar releases what the first prepared."""
    return Release(data.bulk_id, data.items_digest, asked.actor, asked.now)


BULK = bulk_capability(
    "many_cases",
    Said(
        contracts.CasesActionPrepared,
        contracts.CasesActionReleased,
        contracts.CasesActionFinished,
    ),
    accepts=MappingProxyType(
        {
            contracts.AssignCases: assign_cases,
            contracts.RemindOfCases: remind_of_cases,
            contracts.ReleaseCasesAction: release,
        }
    ),
    kinds=MappingProxyType(
        {ASSIGN_CASES: cases_to_assign, REMIND_OF_CASES: cases_to_remind_of}
    ),
)
"""Bulk actions on cases, wired."""
