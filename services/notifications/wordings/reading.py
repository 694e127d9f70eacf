"""The wordings as files: `<name>.v<version>.<language>.md`, front matter and body.

The English file names the fields; one in another language has the same and says
whether somebody who speaks it has read it. Versions from before there were fields are
kept as `<name>.v<version>.txt`, to be read again and sent no more.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from services.notifications.wordings.wording import (
    ENGLISH,
    Field,
    FieldType,
    Kind,
    Text,
    Wording,
)

_FILE = re.compile(
    r"(?P<name>[a-z]+(?:-[a-z]+)*)\.v(?P<version>[1-9][0-9]*)\.(?P<end>cy\.md|en\.md|txt)"
)
_FENCE = "+++\n"
Line = Annotated[
    str, StringConstraints(min_length=2, max_length=200, pattern=r"^\S[^\n]*\S$")
]


class BadWordings(ValueError):
    """The wordings cannot be used: one sentence a fault."""

    def __init__(self, faults: list[str]) -> None:
        """Keep the faults."""
        super().__init__("\n".join(faults))
        self.faults = faults


class _FieldRow(BaseModel):
    """A field as a file describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: FieldType
    sample: date | int | str | list[str]
    personal: bool = True
    optional: bool = False


class _Head(BaseModel):
    """The front matter of a wording in its first language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    title: Line
    subject: Line
    checked: bool = True
    fields: dict[str, _FieldRow] = {}


class _OtherHead(BaseModel):
    """The front matter of a wording in another language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Line
    subject: Line
    checked: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version from before there were fields: its text, which is sent no more."""

    name: str
    version: int
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Wordings:
    """All versions of all wordings, oldest first, and those from before."""

    versions: tuple[Wording, ...]
    earlier: tuple[Earlier, ...]

    @property
    def in_use(self) -> Mapping[str, Wording]:
        """Return the last version of each wording, by name."""
        return MappingProxyType({one.name: one for one in self.versions})


def read_wordings(folder: Path) -> Wordings:
    """Return the wordings in a folder; raises `BadWordings` with every fault."""
    return wordings_of(
        {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    )


def wordings_of(files: Mapping[str, bytes]) -> Wordings:
    """Return the wordings that files are, by name; raises `BadWordings`."""
    faults: list[str] = []
    heads: dict[tuple[str, int], tuple[_Head, Text]] = {}
    others: dict[tuple[str, int], dict[str, Text]] = {}
    earlier: list[Earlier] = []
    for file, content in files.items():
        found = _FILE.fullmatch(file)
        if found is None:
            faults.append(f"{file}: it is not named <name>.v<version>.<en or cy>.md")
            continue
        key = (found["name"], int(found["version"]))
        try:
            if found["end"] == "txt":
                earlier.append(Earlier(*key, content.decode(), _digest(content)))
            elif found["end"] == f"{ENGLISH}.md":
                heads[key] = _first(content)
            else:
                language = found["end"].removesuffix(".md")
                others.setdefault(key, {})[language] = _other(content, language)
        except (ValueError, tomllib.TOMLDecodeError) as error:
            faults.append(f"{file}: {_said(error)}")
    faults += [
        f"{name}.v{version}: it is there in another language and not in English"
        for name, version in others.keys() - heads.keys()
    ]
    if faults:
        raise BadWordings(faults)
    versions = [
        _wording(key, *heads[key], others.get(key, {})) for key in sorted(heads)
    ]
    return Wordings(
        tuple(versions), tuple(sorted(earlier, key=lambda one: (one.name, one.version)))
    )


def _first(content: bytes) -> tuple[_Head, Text]:
    front, body = _parts(content)
    head = _Head.model_validate(front)
    text = Text(ENGLISH, head.subject, head.title, body, head.checked, _digest(content))
    return head, text


def _other(content: bytes, language: str) -> Text:
    front, body = _parts(content)
    head = _OtherHead.model_validate(front)
    return Text(
        language, head.subject, head.title, body, head.checked, _digest(content)
    )


def _parts(content: bytes) -> tuple[dict[str, Any], str]:
    text = content.decode()
    before, _, rest = text.partition(_FENCE)
    front, _, body = rest.partition(f"\n{_FENCE}")
    if before or not body.strip():
        raise ValueError("it needs front matter between two lines '+++', and a body")
    return tomllib.loads(front), body


def _wording(
    key: tuple[str, int], head: _Head, first: Text, others: Mapping[str, Text]
) -> Wording:
    name, version = key
    fields = {
        field: Field(
            field,
            row.type,
            tuple(row.sample) if isinstance(row.sample, list) else row.sample,
            row.personal,
            row.optional,
        )
        for field, row in head.fields.items()
    }
    return Wording(
        name,
        version,
        head.kind,
        MappingProxyType(fields),
        MappingProxyType({ENGLISH: first, **others}),
    )


def _said(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(
            f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()
        )
    return str(error)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
