"""What a witness remembers: one file, replaced in one step before any reply."""

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from cli.failures import Failed
from shared.merkle import EMPTY_ROOT
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.encoding import decode_base64, encode_base64
from shared.tlog.errors import MalformedKey
from shared.tlog.key_file import make_private_key, read_private_key, sync_directory
from shared.tlog.keys import KeyKind, VerifierKey, is_key_name, parse_verifier_key
from shared.tlog.witness import WitnessedLog
from shared.tlog.witnessing import CosignatureSigner

STATE = "witness.json"
KEY = "witness.key"
LOCK = ".lock"


class Remembered(BaseModel):
    """One log: its verifier key, the tree last cosigned, and when (Unix seconds).

    `signed` is that tree's checkpoint as the log signed it, which proves a fork
    together with another one; memories of earlier versions have none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    vkey: str
    size: int = 0
    root: str = encode_base64(EMPTY_ROOT)
    cosigned_at: int | None = None
    signed: str | None = None

    @property
    def log(self) -> WitnessedLog:
        """The same, as the rules of witnessing take it."""
        key = parse_verifier_key(self.vkey)
        return WitnessedLog(key, self.size, decode_base64(self.root))


class Memory(BaseModel):
    """A witness's name, and what it remembers of each log by origin."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str
    logs: Mapping[str, Remembered] = {}

    def watching(self, key: VerifierKey) -> "Memory":
        """Return the memory that has this log too; a known log keeps its key.

        A log that has another key is another log, under an origin of its own.
        """
        known = self.logs.get(key.name)
        if known is None:
            return self._with(key.name, Remembered(vkey=str(key)))
        if known.vkey != str(key):
            raise Failed(
                f"{key.name} is witnessed under another key; a log that changes its "
                "key opens under a new origin."
            )
        return self

    def cosigned(
        self, checkpoint: Checkpoint, at: int, signed: bytes | None = None
    ) -> "Memory":
        """Return the memory in which this checkpoint is the last one cosigned.

        `signed` is the note that the log submitted.
        """
        changes = {
            "size": checkpoint.size,
            "root": encode_base64(checkpoint.root),
            "cosigned_at": at,
            "signed": None if signed is None else signed.decode(),
        }
        known = self.logs[checkpoint.origin]
        return self._with(checkpoint.origin, known.model_copy(update=changes))

    def _with(self, origin: str, log: Remembered) -> "Memory":
        return self.model_copy(update={"logs": {**self.logs, origin: log}})


@dataclass(frozen=True)
class WitnessDirectory:
    """The directory of one witness: its memory, its key, and a lock."""

    path: Path

    @contextmanager
    def taken(self) -> Generator[None]:
        """Keep every other process from this memory; raises `Failed`."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.path / LOCK).open("w") as lock:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError as error:
                raise Failed(f"A witness runs on {self.path} already.") from error
            yield

    def begin(self, name: str | None) -> Memory:
        """Return the memory, a fresh one with a fresh key where there is none.

        A witness that has forgotten could sign a fork: a key without its memory, or
        an unreadable memory, is refused. Raises `Failed`.
        """
        if (self.path / STATE).exists():
            memory = self.recall()
            if name not in (None, memory.name):
                raise Failed(f"This witness is {memory.name}, not {name}.")
        else:
            memory = self._first(name)
        if not any(log.cosigned_at for log in memory.logs.values()):
            # The memory is there before the key is: no key ever signs without it.
            make_private_key(self.path / KEY)
        _ = self.verifier_key(memory)
        return memory

    def recall(self) -> Memory:
        """Return what the witness remembers; raises `Failed`."""
        file = self.path / STATE
        try:
            memory = Memory.model_validate_json(file.read_bytes(), strict=True)
            for remembered in memory.logs.values():
                _ = remembered.log
        except FileNotFoundError as error:
            raise Failed(
                f"There is no witness in {self.path}: begin one with "
                "`register witness serve --name NAME --log VKEY`."
            ) from error
        except (OSError, ValidationError, ValueError, MalformedKey) as error:
            raise Failed(
                f"{file} cannot be read; a witness that forgot must not sign. "
                "Restore the file, or begin a new witness with a new key."
            ) from error
        return memory

    def keep(self, memory: Memory) -> None:
        """Replace the memory; return when it is on the disk."""
        file = self.path / STATE
        fresh = file.with_suffix(".new")
        with fresh.open("wb") as written:
            written.write(memory.model_dump_json(indent=2).encode() + b"\n")
            written.flush()
            os.fsync(written.fileno())
        fresh.replace(file)
        sync_directory(self.path)

    def signer(self, memory: Memory) -> CosignatureSigner:
        """Return the witness's signer."""
        return CosignatureSigner(memory.name, read_private_key(self.path / KEY))

    def verifier_key(self, memory: Memory) -> VerifierKey:
        """Return the witness's verifier key; raises `Failed` before its first start."""
        if not (self.path / KEY).exists():
            raise Failed(f"The witness's key {self.path / KEY} is gone; restore it.")
        return self.signer(memory).verifier_key

    def _first(self, name: str | None) -> Memory:
        if (self.path / KEY).exists():
            raise Failed(
                f"{self.path / STATE} is gone; a witness that forgot must not sign. "
                "Restore the file, or begin a new witness with a new key."
            )
        if name is None:
            raise Failed("A new witness needs a name: give --name witness.example/w1.")
        if not is_key_name(name):
            raise Failed("A witness's name has no space and no plus in it.")
        memory = Memory(name=name)
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.keep(memory)
        return memory


def log_key(text: str) -> VerifierKey:
    """Return a log's verifier key; raises `Failed` for any other."""
    try:
        key = parse_verifier_key(text)
    except MalformedKey as error:
        raise Failed(f"{text}: {error}") from error
    if key.kind is not KeyKind.NOTE:
        raise Failed(f"{text}: this is a witness's key, not a log's.")
    return key
