"""Whose a draft is and what it holds, which no event says in clear."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID, uuid4  # noqa: TID251 - drawn once, outside the pure core

import orjson

from services.applications.drafts.commands import (
    Command,
    DeleteUntouched,
    DiscardDraft,
    FinishDraft,
    Owner,
    SaveDraft,
    StartDraft,
)
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.contracts.drafts import DraftSaved

OWNERS = """
SELECT draft_id, actor, person_id, answers::text
  FROM drafts
 WHERE draft_id = ANY($1::uuid[])
"""

Known: TypeAlias = Mapping[UUID, Owner]


class OwnersOfDrafts:
    """Knows the drafts; a person's id is drawn, so that none follows from a draft's."""

    turn: str | None = None

    def __init__(self, new_person: Callable[[], UUID] = uuid4) -> None:
        self.new_person = new_person

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return the drafts concerned."""
        drafts = [one.draft_id for one in commands if not isinstance(one, FinishDraft)]
        if not drafts:
            return {}
        return {
            row["draft_id"]: Owner(
                row["actor"],
                row["person_id"],
                orjson.loads(row["answers"]) if row["answers"] else {},
            )
            for row in await database.fetch(OWNERS, drafts)
        }

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command knowing whose draft it concerns."""
        owner = known.get(command.draft_id)
        match command:
            case StartDraft():
                return replace(command, owner=owner, person_id=self.new_person())
            case SaveDraft() | DiscardDraft() | DeleteUntouched():
                return replace(command, owner=owner)
            case FinishDraft():
                return command

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known once more is saved."""
        if not isinstance(event, DraftSaved) or event.draft_id not in known:
            return known
        saved = replace(known[event.draft_id], answers=event.answers or {})
        return {**known, event.draft_id: saved}
