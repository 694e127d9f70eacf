"""Answering one request of a batch: decided, given again, or refused out loud."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shared.capability import Asked
from shared.errors import CommandIdReused, NotFound, Refused, VersionNotTold
from shared.eventstore.answers import (
    Answer,
    AnswerOutcome,
    Ask,
    Denied,
    Internal,
    Result,
    pack,
    unpack,
    without_versions,
)
from shared.eventstore.deciding import (
    Deciding,
    answer_of,
    circumstances_of,
    refusal_of,
)
from shared.eventstore.preparing import Prepared, denial_id
from shared.eventstore.store import NewAnswer, Read


@dataclass(slots=True)
class Answering:
    """The answers of one batch, each command id answered once.

    `read` is what the store held when the transaction began, `wall` the wall clock.
    """

    deciding: Deciding
    read: Read
    wall: datetime
    given: dict[UUID, tuple[bytes, Answer]] = field(
        default_factory=dict[UUID, tuple[bytes, Answer]]
    )

    def answer(self, prepared: Prepared) -> Result:
        """Return the answer to a request, or what pure code raised on it."""
        request, asked = prepared.request, prepared.asked
        if isinstance(request, Denied):
            return self._deny(request, asked)
        if not prepared.kept:
            return self._decide(prepared)
        earlier = self.given.get(asked.command_id)
        if earlier is None and (stored := self.read.answers.get(asked.command_id)):
            earlier = (stored.digest, unpack(stored.answer))
        if earlier is not None:
            if earlier[0] == prepared.digest:
                return earlier[1]
            return self._reused(prepared)
        answer = self._decide(prepared)
        if isinstance(answer, Answer):
            self.given[asked.command_id] = (prepared.digest, answer)
            self.deciding.writing.answers.append(
                NewAnswer(asked.command_id, prepared.digest, pack(answer))
            )
        return answer

    def _decide(self, prepared: Prepared) -> Result:
        request, asked, capability = (
            prepared.request,
            prepared.asked,
            prepared.capability,
        )
        if capability is None or isinstance(request, Denied):
            return NotFound()
        circumstances = circumstances_of(
            asked, self.wall, request.correlation_id, asked.command_id
        )
        blind = isinstance(request, Ask) and type(request.data) in capability.blind
        mark = self.deciding.mark()
        try:
            events = self.deciding.decide(
                capability,
                prepared.command,
                circumstances,
                _expected(request, blind=blind),
            )
        except Refused as refused:
            self.deciding.rewind(mark)
            self.deciding.refuse(
                refusal_of(asked.command_id, _type(request), prepared.stream, refused),
                circumstances,
            )
            return _refused(asked.command_id, refused)
        except Exception as error:  # noqa: BLE001 - told once the transaction is over
            self.deciding.rewind(mark)
            return error
        answer = answer_of(asked.command_id, events)
        return without_versions(answer) if blind else answer

    def _reused(self, prepared: Prepared) -> Result:
        asked = prepared.asked
        refused = Refused(
            CommandIdReused.code,
            "This command id came before with other content.",
            "domain §8, 18",
        )
        denied = Denied(
            denial_id=denial_id(prepared),
            command_id=asked.command_id,
            command_type=_type(prepared.request),
            stream=prepared.stream,
            actor=asked.actor,
            code=refused.code,
            sentence=refused.sentence,
            rule=refused.rule,
        )
        return self._deny(denied, asked)

    def _deny(self, denied: Denied, asked: Asked) -> Answer:
        refused = Refused(denied.code, denied.sentence, denied.rule)
        self.deciding.refuse(
            refusal_of(denied.command_id, denied.command_type, denied.stream, refused),
            circumstances_of(asked, self.wall, denied.command_id, denied.command_id),
            denied.denial_id,
        )
        return _refused(denied.command_id, refused)


def _expected(request: Ask | Internal, *, blind: bool) -> int | None:
    """Return the version that the sender expects; blind, they can know none."""
    expected = request.expected_version if isinstance(request, Ask) else None
    if blind and expected is not None:
        raise VersionNotTold
    return expected


def _refused(command_id: UUID, refused: Refused) -> Answer:
    return Answer(
        command_id=command_id,
        outcome=AnswerOutcome.REFUSED,
        code=refused.code,
        sentence=refused.sentence,
        rule=refused.rule,
    )


def _type(request: Ask | Internal | Denied) -> str:
    match request:
        case Ask():
            return request.data.TYPE
        case Internal():
            return type(request.command).__name__
        case Denied():
            return request.command_type
