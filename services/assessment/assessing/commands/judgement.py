"""What one assessor says of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.contracts.assessment import Finding, Recommendation


@dataclass(frozen=True, slots=True)
class Judgement:
    """A recommendation with its findings by standard.

    `scopes` are those of a narrower acceptance, `gaps` what further information should
    fill; both are in order, so that equal ones are equal.
    """

    recommendation: Recommendation
    findings: Mapping[str, Finding] = field(default_factory=dict[str, Finding])
    scopes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def not_met(self) -> frozenset[str]:
        """Return the standards that are not found met, in part or at all."""
        return frozenset(
            code
            for code, finding in self.findings.items()
            if finding is not Finding.MET
        )


@dataclass(frozen=True, slots=True)
class Words:
    """The reasons of a judgement: on the whole, and by standard. They are personal."""

    reasons: str | None = None
    by_standard: Mapping[str, str] = field(default_factory=dict[str, str])
