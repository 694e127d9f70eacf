"""Rulebooks: every number, list and switch that differs between registers, dated."""

from shared.rulebook.faults import RulebookFaults
from shared.rulebook.loading import load_rulebook, load_rulebooks
from shared.rulebook.model import Rulebook
from shared.rulebook.versions import Rulebooks

__all__ = [
    "Rulebook",
    "RulebookFaults",
    "Rulebooks",
    "load_rulebook",
    "load_rulebooks",
]
