"""Which figures does the law give? The pack's calculators.toml: each rule with the source that states it."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from assistant.article import SOON_DAYS, Source
from assistant.citing import Library
from assistant.errors import ArticleError
from assistant.packtable import Row, read_rows, source_faults
from jobboard.pack import WARNING, PackFault
from jobboard.posting import Value

FILE = "calculators.toml"
# What the calculators ask for; a pack without some of them has fewer calculators.
KEYS = frozenset(
    "blue_card.general blue_card.reduced blue_card.shortage_groups experience_visa card.needed card.partial_recognition "
    "card.german card.english card.experience card.experience_within card.age card.shortage card.earlier_stay card.partner "
    "home_office.day home_office.days home_office.most notice.employee_weeks notice.day notice.probation_weeks "
    "notice.probation_months notice.employer child_benefit minimum_wage mini_job".split()
)


class Rule(Value):
    """A figure of the law, or its steps ("from 2 years: 1 month"), the source that states it, and an article that tells it.

    It holds for the days its source holds, unless days of its own are given.
    """

    key: str
    value: float = 0
    steps: tuple[tuple[float, float], ...] = ()
    source: str
    article: str = ""
    valid_from: date | None = None
    valid_until: date | None = None

    def step(self, amount: float) -> float:
        """What the highest step not above an amount gives; 0 below the first."""
        return max(((at, gives) for at, gives in self.steps if at <= amount), default=(0, 0))[1]

    @property
    def numbers(self) -> tuple[float, ...]:
        """Every number the source has to state."""
        return tuple(number for step in self.steps for number in step) or (self.value,)


class Rulebook:
    """The rules by key; of several the one that began last before a day, even if it has ended: its source then says so."""

    def __init__(self, rules: Iterable[Rule], sources: Mapping[str, Source]) -> None:
        self._rules: dict[str, list[tuple[date, Rule]]] = {}
        for rule in rules:
            first, _ = _days(rule, sources[rule.source])
            self._rules.setdefault(rule.key, []).append((first, rule))

    def has(self, *keys: str) -> bool:
        """Whether there is a rule for each of the keys."""
        return all(key in self._rules for key in keys)

    def on(self, key: str, day: date) -> Rule:
        """The rule of that key for a day."""
        known = sorted(self._rules[key], key=lambda one: one[0])
        begun = [rule for first, rule in known if first <= day]
        return (begun or [known[0][1]])[-1]


def _days(rule: Rule, source: Source) -> tuple[date, date]:
    first = rule.valid_from or source.valid_from or date.min
    return first, rule.valid_until or (date.max if rule.valid_from else source.valid_until) or date.max


def load_rules(folder: Path, sources: Mapping[str, Source]) -> Rulebook:
    """The pack's rules; raises ArticleError with file and line."""
    rows = read_rows(folder / FILE, "rule", Rule)
    for row in rows:
        if row.value.source not in sources:
            raise ArticleError(folder / FILE, row.line, f"the source {row.value.source} is not in knowledge/*.toml")
    return Rulebook((row.value for row in rows), sources)


def rule_faults(folder: Path, library: Library, today: date) -> list[PackFault]:
    """What is wrong with a pack's rules."""
    try:
        rows = read_rows(folder / FILE, "rule", Rule)
    except ArticleError as error:
        return [PackFault(FILE, error.line, error.reason)]
    return [fault for row in rows for fault in _faults(row, rows, library, today)]


def _faults(row: Row[Rule], rows: list[Row[Rule]], library: Library, today: date) -> Iterable[PackFault]:
    rule, line = row.value, row.line
    if rule.key not in KEYS:
        yield PackFault(FILE, line, f"no calculator asks for {rule.key!r}")
    yield from source_faults(
        FILE,
        line,
        [rule.source],
        [f"{number:g}" if number < 1e5 else f"{number:.2f}" for number in rule.numbers],
        library.sources,
    )
    if rule.article:
        article = library.article(rule.article, "en")
        if article is None:
            yield PackFault(FILE, line, f"the article {rule.article!r} does not exist")
        elif not any(rule.source in said.marks for passage in article.passages for said in passage.sentences):
            yield PackFault(FILE, line, f"the article {rule.article!r} does not state {rule.source}")
    if rule.source not in library.sources:
        return
    last = _days(rule, library.sources[rule.source])[1]
    following = [
        one for one in rows if one.value.key == rule.key and one is not row and one.value.source in library.sources
    ]
    if (last - today).days <= SOON_DAYS and not any(
        _days(one.value, library.sources[one.value.source])[1] > last for one in following
    ):
        state = "expired on" if last < today else "ends on"
        yield PackFault(FILE, line, f"the rule {rule.key} {state} {last}, and none follows", WARNING)
