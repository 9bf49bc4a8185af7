"""What comes out if a rule is applied to what a person says? Pure functions on the pack's rules, each figure with its source."""

from assistant.calculators.answer import Calculations
from assistant.calculators.rules import Rule, Rulebook, load_rules

__all__ = ["Calculations", "Rule", "Rulebook", "load_rules"]
