"""The image of a service, made as the Dockerfile makes it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.repository import ROOT, SERVICES

DOCKERFILE = (ROOT / "Dockerfile").read_text()
SHOW_WHAT_IS_LOADED = """
import sys, {module}
ours = ("cli", "oversight", "services", "shared")
for name, module in sorted(sys.modules.items()):
    if name.split(".")[0] in ours:
        print(name, module.__file__)
"""


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    """The service whose image it is."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def image(service: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder /app of the image of a service."""
    app = tmp_path_factory.mktemp(service) / "app"
    for stage in ("base", "service"):
        for sources, target in _copied(stage, service):
            for source in sources:
                _copy(source, app / target)
    return app


def test_holds_no_other_service(service: str, image: Path) -> None:
    found = {path.name for path in (image / "services").iterdir() if path.is_dir()}
    assert found == {service}


def test_holds_the_kit_oversight_the_rulebooks_and_nothing_else(image: Path) -> None:
    assert {path.name for path in image.iterdir()} == {
        "oversight",
        "rulebooks",
        "services",
        "shared",
    }


def test_runs_with_what_it_holds(service: str, image: Path) -> None:
    module = f"services.{service}.app"
    done = _run(image, "-c", SHOW_WHAT_IS_LOADED.format(module=module))
    assert done.returncode == 0, done.stderr
    loaded = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert all(Path(file).is_relative_to(image) for file in loaded.values())
    assert {name.split(".")[1] for name in loaded if name.startswith("services.")} == {
        service
    }


def test_takes_its_settings_from_files_too(service: str, image: Path) -> None:
    secret = image.parent / "secret"
    secret.write_text("postgresql://nobody@127.0.0.1:1/nothing")
    done = subprocess.run(
        ["sh", str(ROOT / "deploy" / "entrypoint.sh"), "migrate"],
        cwd=image,
        env={
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(image),
            "SERVICE": service,
            "REGISTER_DATABASE_URL_FILE": str(secret),
            "REGISTER_KAFKA": "127.0.0.1:1",
            "REGISTER_PORT": "1",
            "REGISTER_KEYSET": "nowhere",
            "REGISTER_PRIVATE_KEY": "nowhere",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    # It has read them all, and lacks only the owner's.
    assert done.stderr.strip() == "REGISTER_OWNER_DATABASE_URL is needed to migrate."


def _copied(stage: str, service: str) -> list[tuple[list[str], str]]:
    """Return what a stage copies from the repository to below /app."""
    pattern = rf"^FROM \S+ AS {stage}\n(.*?)(?=^FROM|\Z)"
    text = re.search(pattern, DOCKERFILE, re.DOTALL | re.MULTILINE)
    assert text is not None
    lines = re.findall(r"^COPY (?!--from)(.*)$", text[1], re.MULTILINE)
    places = [line.replace("${SERVICE}", service).split() for line in lines]
    return [
        (sources, target) for *sources, target in places if not target.startswith("/")
    ]


def _copy(source: str, target: Path) -> None:
    """Copy as COPY does: a folder's content, a file into a folder."""
    path = ROOT / source
    if path.is_dir():
        made = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(path, target, ignore=made, dirs_exist_ok=True)
    else:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / path.name)


def _run(image: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the image: its own code, and no other."""
    return subprocess.run(
        # -P: not even the folder we are in; -s: nothing of the user's.
        [sys.executable, "-P", "-s", *arguments],
        cwd=image,
        env={**os.environ, "PYTHONPATH": str(image)},
        capture_output=True,
        text=True,
        check=False,
    )
