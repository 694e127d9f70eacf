"""Reading one version of a rulebook: what it says, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from shared.rulebook.building import Version
from shared.rulebook.checking import Judged, faults_of
from shared.rulebook.faults import Fault, Placed
from shared.rulebook.model import Rulebook
from shared.rulebook.toml_file import TomlFile


@dataclass(frozen=True)
class Reading:
    """One version on its way from the file into the model.

    `head` is what stands before the first version and holds for all of them.
    """

    file: TomlFile
    head: Mapping[str, Any]
    version: Version

    @cached_property
    def _shape(self) -> tuple[Judged, tuple[Fault, ...]]:
        content = {**self.head, **self.version.content}
        try:
            return Judged(Rulebook.model_validate(content)), ()
        except ValidationError as error:
            faults = [
                Fault(fault["loc"], fault["msg"])
                for fault in error.errors(include_url=False)
            ]
        unsound = frozenset(str(fault.path[0]) for fault in faults)
        return Judged(_as_far_as_sound(content, unsound), unsound), tuple(faults)

    @property
    def judged(self) -> Judged:
        """Return the version as far as its tables have the right shape."""
        return self._shape[0]

    def faults(self) -> Iterator[Placed]:
        """Yield every fault of the version by itself."""
        judged, of_shape = self._shape
        for fault in (*self.version.faults, *of_shape, *faults_of(judged)):
            yield self.placed(fault)

    def placed(self, fault: Fault) -> Placed:
        """Return a fault of the version in its place of the file."""
        named = str(fault.path[0]) if fault.path else ""
        if named in self.head and named not in self.version.content:
            return self.file.placed(fault.path, fault.sentence)
        return self.file.placed(self.version.origin(fault.path), fault.sentence)


def _as_far_as_sound(content: Mapping[str, Any], unsound: frozenset[str]) -> Rulebook:
    """Return a version with its sound tables only, for the checks that need no more."""
    sound: dict[str, Any] = {}
    for name, of in Rulebook.model_fields.items():
        if name in content and name not in unsound:
            shape = TypeAdapter[object](cast("type[object]", of.annotation))
            sound[name] = shape.validate_python(content[name])
    return Rulebook.model_construct(**sound)
