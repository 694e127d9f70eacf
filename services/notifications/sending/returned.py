"""What follows from mail that came back: it is recorded of the letter, or set aside."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from services.notifications.messages.commands import RecordBounced, RecordDelivered
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.returns.commands import SetAside
from services.notifications.returns.subscribers import RETURNS
from services.notifications.sending.serving import Deciding
from services.notifications.transports.port import Key
from services.notifications.transports.reports import (
    Arrived,
    CameBack,
    NotBelieved,
    Verdict,
)
from shared.eventstore.answers import AnswerOutcome, Internal

UNKNOWN_MESSAGE = "unknown-message"
REPORTED = "delivery-status-notification"

Pieces: TypeAlias = Mapping[str, Verdict]
"""What each piece of mail says, by its SHA-256 in hexadecimal."""


async def take_back(service: Deciding, pieces: Pieces) -> int:
    """Record what the mail says; return how many pieces were believed.

    Safe to repeat: the commands' ids follow from the mail.
    """
    believed = {
        digest: verdict
        for digest, verdict in pieces.items()
        if not isinstance(verdict, NotBelieved)
    }
    aside: dict[str, list[str]] = {}
    for digest, verdict in pieces.items():
        if isinstance(verdict, NotBelieved):
            aside.setdefault(verdict.reason, []).append(digest)
    if believed:
        asked = [_recording(service, *one) for one in believed.items()]
        answers = await service.execute_internal(asked)
        unknown = [
            digest
            for digest, answer in zip(believed, answers, strict=True)
            if answer.outcome is AnswerOutcome.REFUSED
        ]
        if unknown:
            aside[UNKNOWN_MESSAGE] = unknown
    if aside:
        await service.execute_internal(
            [_setting_aside(service, *one) for one in aside.items()]
        )
    return len(believed) - len(aside.get(UNKNOWN_MESSAGE, ()))


def digest_of(mail: bytes) -> str:
    """Return what a piece of mail is told by."""
    return sha256(mail).hexdigest()


def recording(
    verdict: CameBack | Arrived, service: Deciding, evidence: str
) -> RecordBounced | RecordDelivered:
    """Return the command that records a verdict."""
    key, now = verdict.key, service.clock.now()
    match verdict:
        case CameBack():
            return RecordBounced(*key, verdict.code, verdict.permanent, now)
        case Arrived():
            return RecordDelivered(*key, evidence, now)


def internal_recording(
    service: Deciding, verdict: CameBack | Arrived, evidence: str, told_by: str
) -> Internal:
    """Return the command with an id that follows from what told of it."""
    key: Key = verdict.key
    return Internal(
        capability=MESSAGES.name,
        command=recording(verdict, service, evidence),
        command_id=uuid5(key.message_id, f"returned {told_by}"),
        actor=f"service:{service.name}",
        correlation_id=key.message_id,
    )


def _recording(service: Deciding, digest: str, verdict: Verdict) -> Internal:
    assert not isinstance(verdict, NotBelieved)  # noqa: S101 - sorted out above
    return internal_recording(service, verdict, REPORTED, digest)


def _setting_aside(service: Deciding, reason: str, digests: Sequence[str]) -> Internal:
    returned_id = _id_of(reason, digests)
    return Internal(
        capability=RETURNS.name,
        command=SetAside(returned_id, reason, tuple(digests), service.clock.now()),
        command_id=returned_id,
        actor=f"service:{service.name}",
        correlation_id=returned_id,
    )


def _id_of(reason: str, digests: Sequence[str]) -> UUID:
    return uuid5(NAMESPACE_URL, " ".join([reason, *sorted(digests)]))
