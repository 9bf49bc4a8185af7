"""What was worked out, before it is put into words: which sentences, with which values, on which rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.article import Source
from assistant.calculators.rules import Rule

Shown = int | float | str | date


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of tables/calculations.toml, what stands in it, and the rules it stands on; `lists` names values that are
    themselves names of sentences."""

    name: str
    values: Mapping[str, Shown] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A calculation: what was given, what came out, the sentences; without sentences it asks for what is `missing`.

    `told` are articles whose reviewed sentences on the rules are shown with it.
    """

    name: str
    given: Mapping[str, Shown] = field(default_factory=dict)
    found: Mapping[str, Shown] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    contact: str = ""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that were applied, each once."""
        return tuple({(rule.key, rule.source, rule.value): rule for line in self.lines for rule in line.rules}.values())

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        rules = [
            {"key": rule.key, "source": rule.source, **({"steps": rule.steps} if rule.steps else {"value": rule.value})}
            for rule in self.rules
        ]
        return {
            "name": self.name,
            "given": {key: _plain(value) for key, value in self.given.items()},
            "found": {key: _plain(value) for key, value in self.found.items()},
            "rules": rules,
            "missing": list(self.missing),
        }


def _plain(value: Shown) -> Shown:
    return value.isoformat() if isinstance(value, date) else value
