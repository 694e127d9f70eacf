"""What letters say, for programs: listed, previewed and checked."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from services.notifications.previews.showing import (
    Preview,
    WordingLine,
    faults_in,
    found,
    listed,
    preview,
)
from shared.web.current import allowed

router = APIRouter()

Version = Annotated[int | None, Query(ge=1, description="The last unless told.")]
Language = Literal["en", "cy"]
MOST_FILES = 200
LONGEST_FILE = 20_000


class Files(BaseModel):
    """Files of templates to be checked: their texts by their names."""

    model_config = ConfigDict(extra="forbid")

    files: Annotated[
        dict[str, Annotated[str, Field(max_length=LONGEST_FILE)]],
        Field(min_length=1, max_length=MOST_FILES),
    ]


class Faults(BaseModel):
    """What is wrong with the files, each a sentence; none where they are sound."""

    faults: list[str]


@router.get("/api/templates", dependencies=[allowed("notifications.read-templates")])
async def templates() -> list[WordingLine]:
    """Return every version of every template."""
    return listed()


@router.get(
    "/api/templates/{name}", dependencies=[allowed("notifications.read-templates")]
)
async def template(
    name: str, version: Version = None, language: Language = "en"
) -> Preview:
    """Return a template as a letter, with sample data."""
    return preview(found(name, version), language)


@router.post(
    "/api/templates/check", dependencies=[allowed("notifications.read-templates")]
)
async def check(files: Files) -> Faults:
    """Return what is wrong with files of templates, as at the service's start."""
    return Faults(faults=faults_in(files.files))
