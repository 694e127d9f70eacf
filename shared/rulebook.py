"""Rulebooks: every number, list and switch that differs between registers, dated.

`rulebooks/*.toml`, validated by pydantic. (Being written.)
"""

from pydantic import BaseModel, ConfigDict


class Rulebook(BaseModel):
    """One dated version of a register's rules."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str
