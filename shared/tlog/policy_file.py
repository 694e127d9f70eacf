"""Reads a policy file, and says in which line it is wrong."""

import re
from dataclasses import dataclass, field

from shared.tlog.errors import MalformedKey, MalformedPolicy
from shared.tlog.keys import KeyKind, VerifierKey, parse_verifier_key
from shared.tlog.policy import NO_QUORUM, Group, Policy, PolicyWitness

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BLANK = re.compile(r"[ \t]+")
_THRESHOLD = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


class _Fault(ValueError):
    """What is wrong with a line, without its number."""


def parse_policy(raw: bytes) -> Policy:
    """Return the policy that the file's octets spell; raises `MalformedPolicy`."""
    # Names are octets to the specification: what is not UTF-8 is spelt out.
    lines = raw.decode("utf-8", errors="backslashreplace").split("\n")
    draft = _Draft()
    for number, line in enumerate(lines, start=1):
        try:
            draft.read(line)
        except (_Fault, MalformedKey) as fault:
            sentence = str(fault).removesuffix(".")
            raise MalformedPolicy(f"line {number}: {sentence}") from fault
    if draft.quorum is None:
        raise MalformedPolicy(f"line {len(lines)}: it ends without a quorum line")
    return Policy(
        draft.quorum,
        tuple(draft.logs),
        draft.witnesses,
        draft.groups,
    )


@dataclass
class _Draft:
    """What the lines up to here have defined."""

    quorum: str | None = None
    logs: list[VerifierKey] = field(default_factory=list[VerifierKey])
    witnesses: dict[str, PolicyWitness] = field(
        default_factory=dict[str, PolicyWitness]
    )
    groups: dict[str, Group] = field(default_factory=dict[str, Group])
    members: set[str] = field(default_factory=set[str])

    def read(self, line: str) -> None:
        """Add what one line defines; raises `_Fault` or `MalformedKey`."""
        if _FORBIDDEN.search(line):
            raise _Fault("it has a control character (lines end in \\n alone)")
        words = list(filter(None, _BLANK.split(line)))
        match words:
            case []:
                return
            case [comment, *_] if comment.startswith("#"):
                return
            case ["log", key] | ["log", key, _]:
                self._add_log(_key(key, KeyKind.NOTE))
            case ["witness", name, key]:
                self._add_witness(name, key, None)
            case ["witness", name, key, url]:
                self._add_witness(name, key, url)
            case ["group", name, threshold, *members]:
                self._add_group(name, threshold, tuple(members))
            case ["quorum", name]:
                self._set_quorum(name)
            case [keyword, *_] if keyword in _SHAPES:
                raise _Fault(f"it has to be: {_SHAPES[keyword]}")
            case _:
                raise _Fault(f"a line begins with one of {', '.join(_SHAPES)}")

    def _add_log(self, key: VerifierKey) -> None:
        if any(key.public_key == log.public_key for log in self.logs):
            raise _Fault("this log's key is listed already")
        self.logs.append(key)

    def _add_witness(self, name: str, text: str, url: str | None) -> None:
        self._refuse_taken(name)
        key = _key(text, KeyKind.COSIGNATURE)
        known = self.witnesses.values()
        if any(key.public_key == witness.key.public_key for witness in known):
            raise _Fault("this witness's key is listed already")
        if url is not None and not url.startswith(("http://", "https://")):
            raise _Fault("the address has to begin with http:// or https://")
        self.witnesses[name] = PolicyWitness(name, key, url)

    def _add_group(self, name: str, words: str, members: tuple[str, ...]) -> None:
        self._refuse_taken(name)
        if not members:
            raise _Fault("a group has at least one member")
        for member in members:
            self._require_defined(member)
            # So each witness counts in one way only.
            if member in self.members:
                raise _Fault(f"{member} is a member of a group already")
            self.members.add(member)
        self.groups[name] = Group(name, _threshold(words, len(members)), members)

    def _set_quorum(self, name: str) -> None:
        if self.quorum is not None:
            raise _Fault("there is a quorum line already")
        if name != NO_QUORUM:
            self._require_defined(name)
        self.quorum = name

    def _refuse_taken(self, name: str) -> None:
        if name == NO_QUORUM:
            raise _Fault(f"{NO_QUORUM} is no name for a witness or a group")
        if name in self.witnesses or name in self.groups:
            raise _Fault(f"{name} is defined already")

    def _require_defined(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise _Fault(f"{name} is not defined in a line before")


def _key(text: str, kind: KeyKind) -> VerifierKey:
    if not text.isascii():
        raise _Fault("a verifier key is in ASCII")
    key = parse_verifier_key(text)
    if key.kind is not kind:
        signs = "checkpoints" if kind is KeyKind.NOTE else "cosignatures"
        raise _Fault(f"the key of {key.name} is none for {signs}")
    return key


def _threshold(words: str, members: int) -> int:
    if words == "any":
        return 1
    if words == "all":
        return members
    if not _THRESHOLD.fullmatch(words) or int(words) > members:
        raise _Fault(f"the number has to be any, all, or 1 to {members}")
    return int(words)


_SHAPES = {
    "log": "log VKEY [URL]",
    "witness": "witness NAME VKEY [URL]",
    "group": "group NAME all|any|K MEMBER …",
    "quorum": "quorum NAME",
}
