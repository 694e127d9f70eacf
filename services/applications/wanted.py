"""Which documents the route of an application asks for, and which have come.

A route's evidence is data of the rulebook (domain §1.1, §1.2). What has not come is
told to the applicant before they send, and to everybody on the case after: a person
decides what follows from it, since papers may also have come by post.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from shared.capability import Database
from shared.rulebook import Rulebook
from shared.rulebook.tables.routes import Evidence, Route

# Of an application that has not been sent its draft says by which route.
ROUTE_AND_KINDS = """
SELECT coalesce(
           (SELECT route FROM applications WHERE application_id = $1),
           (SELECT answers ->> 'route' FROM drafts WHERE draft_id = $1)
       ) AS route,
       ARRAY(SELECT DISTINCT kind
               FROM documents
              WHERE application_id = $1 AND standing = 'kept') AS kinds
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that a route asks for, and whether one of its kind has come."""

    evidence: Evidence
    come: bool

    @property
    def missing(self) -> bool:
        """Whether it is required and has not come."""
        return self.evidence.required and not self.come


def wanted_of(route: Route, received: Iterable[str]) -> tuple[Wanted, ...]:
    """Return what the route asks for, in its order.

    `received` are the kinds of the documents that came; one too many harms nothing.
    """
    come = frozenset(received)
    return tuple(Wanted(each, each.kind in come) for each in route.evidence)


async def read_wanted(
    database: Database, application_id: UUID, rulebook: Rulebook
) -> tuple[Wanted, ...]:
    """Return what the route of an application, or of a draft, asks for.

    Nothing where no route is chosen yet, or the rules know none of that code.
    """
    row = await database.fetchrow(ROUTE_AND_KINDS, application_id)
    route = rulebook.route(row["route"]) if row and row["route"] else None
    return wanted_of(route, row["kinds"]) if row and route else ()
