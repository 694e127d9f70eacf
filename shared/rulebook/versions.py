"""All versions of a register's rules, and which of them holds for what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from shared.rulebook.faults import Placed, RulebookFaults
from shared.rulebook.model import Rulebook
from shared.rulebook.tables.transition import RunningCases


@dataclass(frozen=True)
class Rulebooks:
    """All versions of a register's rules, oldest first.

    `sha256` names the bytes of the file, in hexadecimal digits. `before` are those of
    the file that this one follows (`follows = "rct-voluntary.toml"`): cases that began
    under them may still run.
    """

    file: str
    versions: tuple[Rulebook, ...]
    sha256: str = ""
    before: tuple[Rulebook, ...] = ()

    @cached_property
    def _lineage(self) -> Mapping[str, tuple[Rulebook, ...]]:
        """Every version by its label, with those that came after it."""
        first = self.versions[0].effective_from
        earlier = [v for v in self.before if v.effective_from < first]
        line = (*earlier, *self.versions)
        known = {v.version_label: (v, *self.versions) for v in self.before}
        return known | {v.version_label: line[at:] for at, v in enumerate(line)}

    def governing(self, began_under: str, today: Rulebook) -> Rulebook:
        """Return the rules of a case that began under one version and runs today.

        It keeps them, but for versions since then that change running cases too.
        Today's hold where the register no longer has the version it began under.
        """
        line = self._lineage.get(began_under)
        if line is None:
            return today
        governs = line[0]
        for version in line[1:]:
            if version.effective_from > today.effective_from:
                break
            if version.transition.running_cases is RunningCases.CHANGE:
                governs = version
        return governs

    def on(self, day: date) -> Rulebook:
        """Return the version in force on `day`; `RulebookFaults` where none was yet."""
        in_force = [v for v in self.versions if v.effective_from <= day]
        if not in_force:
            sentence = f"no version is in force on {day}"
            raise RulebookFaults(self.file, [Placed(self.file, None, "", sentence)])
        return in_force[-1]
