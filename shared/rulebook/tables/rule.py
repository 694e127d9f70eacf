"""What every table of a rulebook has, and the forms of its values."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Count = Annotated[int, Field(strict=True, ge=1)]
Text = Annotated[str, Field(min_length=1)]

STATED_DEFAULT = "stated default"
"""The source of a table that a rulebook leaves out."""


class Rule(BaseModel):
    """A table of the rulebook; `source` says where its values come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Text
