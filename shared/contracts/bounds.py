"""How large a command's fields may be at the border, whatever its rules say later.

The rules are stricter and kinder (an application with an answer that is too long is
returned, its fault named); these bounds keep what nobody ever means out of memory.
"""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

LONGEST_CODE = 200
LONGEST_LINE = 1_000
LONGEST_TEXT = 20_000
MOST_CODES = 100
MOST_ANSWERS = 100
LONGEST_SUBMISSION = 400_000
"""Characters of all answers together."""


def _bounded(answers: Mapping[str, str]) -> Mapping[str, str]:
    """Return the answers, or name the first that is too long."""
    for name, answer in answers.items():
        if len(name) > LONGEST_CODE:
            raise _fault(f"the name of an answer is longer than {LONGEST_CODE}")
        if len(answer) > LONGEST_TEXT:
            shown = name[:40] if name.isprintable() else "?"
            raise _fault(f"the answer '{shown}' is longer than {LONGEST_TEXT}")
    if sum(map(len, answers.values())) > LONGEST_SUBMISSION:
        raise _fault(f"all answers together are longer than {LONGEST_SUBMISSION}")
    return answers


def _fault(what: str) -> PydanticCustomError:
    return PydanticCustomError("too_long", "{what} characters", {"what": what})


Code: TypeAlias = Annotated[str, Field(max_length=LONGEST_CODE)]
"""A code or an id, as text."""

Codes: TypeAlias = Annotated[tuple[Code, ...], Field(max_length=MOST_CODES)]
"""A few codes."""

Line: TypeAlias = Annotated[str, Field(max_length=LONGEST_LINE)]
"""A name or an address."""

Text: TypeAlias = Annotated[str, Field(max_length=LONGEST_TEXT)]
"""What somebody wrote."""

Answers: TypeAlias = Annotated[
    Mapping[str, str], Field(max_length=MOST_ANSWERS), AfterValidator(_bounded)
]
"""The answers of an application, by the names of their questions."""
