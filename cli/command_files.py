"""Commands as people write them down: JSON files."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID, uuid4

from pydantic import ValidationError

from cli.commands_out import OutgoingCommand, subject_of
from cli.failures import Failed
from shared.contracts.canonical import Json, parse_json
from shared.contracts.catalogue import COMMANDS
from shared.contracts.contract import CommandData
from shared.errors import Unreadable


def read_commands(file: Path) -> list[OutgoingCommand]:
    """Return the commands of a JSON file; raises `Failed` naming the fault."""
    try:
        value = parse_json(file.read_bytes())
    except OSError as error:
        raise Failed(f"{file} cannot be read: {error.strerror}.") from error
    except Unreadable:
        raise Failed(f"{file.name} is not JSON.") from None
    items = value if isinstance(value, list) else [value]
    return [
        read_command(item, f"{file.name}, command {number}")
        for number, item in enumerate(items, start=1)
    ]


def read_command(value: Json, place: str) -> OutgoingCommand:
    """Return the command that a JSON object spells; raises `Failed` naming the fault.

    Members: `type`, `data`, and where wanted `id`, `subject`, `correlation_id` and
    `expected_version`.
    """
    if not isinstance(value, dict):
        raise Failed(f"{place} is not an object with 'type' and 'data'.")
    contract = COMMANDS.get(str(value.get("type")))
    if contract is None:
        known = ", ".join(sorted(COMMANDS))
        raise Failed(f"{place}: 'type' is not a command of the register: {known}.")
    data = _data(contract, value.get("data"), place)
    identity = _uuid(value, "id", place) or uuid4()
    expected = value.get("expected_version")
    return OutgoingCommand(
        id=identity,
        data=data,
        subject=_subject(value, data, place),
        service=contract.TYPE.split(".")[1],
        correlation_id=_uuid(value, "correlation_id", place) or identity,
        expected_version=expected if isinstance(expected, int) else None,
    )


def _data(contract: type[CommandData], data: Json, place: str) -> CommandData:
    try:
        return contract.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "data"
        raise Failed(f"{place}: '{field}': {first['msg']}.") from None


def _subject(value: Mapping[str, Json], data: CommandData, place: str) -> str:
    given = value.get("subject")
    if isinstance(given, str) and given:
        return given
    subject = subject_of(data)
    if subject is None:
        raise Failed(f"{place}: 'subject' is needed: the stream it speaks to.")
    return subject


def _uuid(value: Mapping[str, Json], name: str, place: str) -> UUID | None:
    given = value.get(name)
    if given is None:
        return None
    try:
        return UUID(str(given))
    except ValueError:
        raise Failed(f"{place}: '{name}' is not a UUID.") from None
