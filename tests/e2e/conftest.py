"""One register for all end-to-end tests of a run, with the import in it."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.demonstration_data import ImportFile, import_file
from tests.support.live import LiveRegister, live_register


@dataclass(frozen=True)
class ImportedRegister:
    """A running register into which a file was imported."""

    live: LiveRegister
    file: ImportFile
    results: Path


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Generator[LiveRegister]:
    """A whole register, started by `register up`."""
    with live_register(tmp_path_factory.mktemp("live")) as running:
        yield running


@pytest.fixture(scope="session")
def imported(
    live: LiveRegister, tmp_path_factory: pytest.TempPathFactory
) -> ImportedRegister:
    """The register after an import, at rest."""
    file = import_file()
    results = tmp_path_factory.mktemp("results") / "first.csv"
    done = live.run("import", str(file.path), "--results", str(results))
    assert done.returncode == 0, done.stderr
    live.drain()
    return ImportedRegister(live, file, results)
