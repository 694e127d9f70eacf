"""What is judged, standard by standard, and how a disagreement is resolved."""

from pydantic import Field

from shared.contracts.judging import Moderation
from shared.rulebook.tables.rule import Code, Count, Rule, Text


class Judging(Rule):
    """How a disagreement is resolved: each way in turn, until one resolves it.

    Each has so many days. What none of them resolves goes to the registrar.
    """

    moderation: tuple[Moderation, ...] = Field(min_length=1)
    moderation_days: Count


class Standard(Rule):
    """What the evidence of an application has to show.

    `groups` are groups of scopes, or scopes, for whose applications it is judged.
    """

    code: Code
    title: Text
    groups: tuple[Text, ...] = Field(min_length=1)
