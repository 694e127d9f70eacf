"""Asking one witness for its cosignature (C2SP tlog-witness)."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from shared.tlog.checkpoint import parse_checkpoint
from shared.tlog.cosignature import split_cosignature
from shared.tlog.encoding import decode_number
from shared.tlog.errors import BadSignature, MalformedNote
from shared.tlog.note import (
    Note,
    SignatureLine,
    parse_note,
    parse_signature_line,
    verified_by,
)
from shared.tlog.policy import PolicyWitness
from shared.tlog.submission import ADD_CHECKPOINT, SIZE_TYPE, Submission

Prove = Callable[[int, int], Sequence[bytes]]
"""Returns the proof that the tree of the second size continues that of the first."""

_LONGEST_ANSWER = 16_384
_TRIES = 3


class WitnessAway(Exception):
    """A witness gives no cosignature now, and may later; the text says why."""


class WitnessRefuses(Exception):
    """A witness has seen another log than this one: a fork, or a log set back."""


@dataclass(frozen=True)
class Cosignature:
    """A witness's verified line, and the time it states (Unix seconds)."""

    line: SignatureLine
    at: int


@dataclass(frozen=True)
class _Answer:
    status: int
    content_type: str
    body: bytes


async def ask_witness(
    client: httpx.AsyncClient,
    witness: PolicyWitness,
    known_size: int,
    note: bytes,
    prove: Prove,
) -> Cosignature:
    """Return the witness's cosignature of a signed checkpoint.

    `known_size` is what it is thought to have cosigned last; it says so where that is
    wrong, and is asked again. Raises `WitnessAway` or `WitnessRefuses`.
    """
    size = parse_checkpoint(parse_note(note).text).size
    old = min(known_size, size)
    for _ in range(_TRIES):
        proof = await asyncio.to_thread(prove, old, size)
        submission = Submission(old, tuple(proof), note)
        answer = await _post(client, witness, bytes(submission))
        if answer.status == HTTPStatus.OK:
            return _cosignature(witness, note, answer.body)
        old = _size_to_go_on_from(answer, old, size)
    raise WitnessAway("Its size changes with every question: does somebody else ask?")


async def _post(
    client: httpx.AsyncClient,
    witness: PolicyWitness,
    content: bytes,
) -> _Answer:
    if witness.url is None:
        raise WitnessAway("The policy has no address of it.")
    url = f"{witness.url.rstrip('/')}/{ADD_CHECKPOINT}"
    body = bytearray()
    try:
        async with client.stream("POST", url, content=content) as response:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _LONGEST_ANSWER:
                    raise WitnessAway("Its answer is longer than any witness's.")
            content_type = response.headers.get("content-type", "")
            return _Answer(response.status_code, content_type, bytes(body))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise WitnessAway(f"It cannot be reached: {type(error).__name__}.") from error


def _size_to_go_on_from(answer: _Answer, old: int, size: int) -> int:
    if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        raise WitnessRefuses(f"It has cosigned {old} entries that were not these.")
    if answer.status != HTTPStatus.CONFLICT:
        raise WitnessAway(f"It answers {answer.status}.")
    held = _held_size(answer)
    if held == old:
        raise WitnessRefuses(f"It has cosigned another log of {held} entries.")
    if held > size:
        raise WitnessRefuses(f"It has cosigned {held} entries, and there are {size}.")
    return held


def _held_size(answer: _Answer) -> int:
    if answer.content_type.partition(";")[0].strip() != SIZE_TYPE:
        raise WitnessAway("It answers 409 without the size that it has cosigned.")
    try:
        return decode_number(answer.body.decode("ascii").removesuffix("\n"))
    except ValueError as error:
        raise WitnessAway("It answers 409 with a size that is none.") from error


def _cosignature(witness: PolicyWitness, note: bytes, body: bytes) -> Cosignature:
    text = parse_note(note).text
    key = witness.key
    try:
        lines = map(parse_signature_line, body.decode("utf-8").splitlines())
        # Whatever else it sends is not what we asked for.
        line = next(
            it for it in lines if (it.name, it.key_id) == (key.name, key.key_id)
        )
        verified_by(Note(text, (line,)), (key,))
    except (UnicodeDecodeError, MalformedNote, StopIteration) as error:
        raise WitnessAway("Its answer has no cosignature by its key.") from error
    except BadSignature as error:
        raise WitnessAway("Its cosignature does not hold.") from error
    at, _ = split_cosignature(line.signature)
    return Cosignature(line, at)
