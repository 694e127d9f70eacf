"""Policies (C2SP tlog-policy): which logs, which witnesses, and how many must sign."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from shared.tlog.errors import OtherLog, QuorumMissing
from shared.tlog.keys import VerifierKey
from shared.tlog.note import parse_note, verified_by

NO_QUORUM = "none"


@dataclass(frozen=True)
class PolicyWitness:
    """A witness under its name in the policy, and where it takes checkpoints."""

    name: str
    key: VerifierKey
    url: str | None = None


@dataclass(frozen=True)
class Group:
    """Witnesses and groups, of which at least `threshold` have to have witnessed."""

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """Logs, witnesses and groups by name, and the name that makes the quorum."""

    quorum: str = NO_QUORUM
    logs: tuple[VerifierKey, ...] = ()
    witnesses: Mapping[str, PolicyWitness] = field(
        default_factory=dict[str, PolicyWitness]
    )
    groups: Mapping[str, Group] = field(default_factory=dict[str, Group])

    def is_reached(self, cosigned: AbstractSet[str]) -> bool:
        """Tell whether the witnesses named are a quorum."""
        return self.quorum == NO_QUORUM or self._witnessed(self.quorum, cosigned)

    def missing(self, cosigned: AbstractSet[str]) -> tuple[str, ...]:
        """Return the names of the witnesses that have not cosigned, in their order."""
        return tuple(name for name in self.witnesses if name not in cosigned)

    def _witnessed(self, name: str, cosigned: AbstractSet[str]) -> bool:
        group = self.groups.get(name)
        if group is None:
            return name in cosigned
        having = sum(self._witnessed(member, cosigned) for member in group.members)
        return having >= group.threshold


def cosigned_by(policy: Policy, checkpoint: bytes) -> frozenset[str]:
    """Return the names of the policy's witnesses that have cosigned a checkpoint.

    Raises `MalformedNote` or `BadSignature`.
    """
    names = {witness.key: name for name, witness in policy.witnesses.items()}
    return frozenset(names[key] for key in verified_by(parse_note(checkpoint), names))


def require_quorum(policy: Policy, checkpoint: bytes, log: VerifierKey) -> None:
    """Return if the policy believes the log's checkpoint.

    Raises `OtherLog` for a log that it does not list, and `QuorumMissing`.
    """
    if policy.logs and log not in policy.logs:
        raise OtherLog(f"the policy does not list {log.name} with this key")
    cosigned = cosigned_by(policy, checkpoint)
    if not policy.is_reached(cosigned):
        missing = ", ".join(policy.missing(cosigned))
        raise QuorumMissing(f"{policy.quorum} is not reached without {missing}")
