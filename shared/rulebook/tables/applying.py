"""What an application must satisfy, and what makes two possibly one person's."""

from collections.abc import Mapping

from pydantic import Field

from shared.rulebook.tables.rule import Count, Rule, Text


class Applying(Rule):
    """What an application must satisfy before it is assessed."""

    minimum_age: Count
    required: tuple[Text, ...] = Field(min_length=1)
    longest_answer: Count
    longer_answers: Mapping[str, Count]

    def limit(self, column: str) -> int:
        """Return how many characters the answer may have."""
        return self.longer_answers.get(column, self.longest_answer)


class Duplicates(Rule):
    """What makes two applications possibly one person's, for a person to judge."""

    same_names_and_birth: bool
    same_email: bool
    named_at_most: Count
