"""Which calculation does a question want, does it give what is needed, and how is the result said?"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.calculators.family import HOME_OFFICE, child_benefit, home_office
from assistant.calculators.reading import amounts, counted, levels, names, phrases, plain, said, within, without_numbers
from assistant.calculators.residence import BLUE_CARD, CARD, Applicant, blue_card, opportunity_card
from assistant.calculators.result import Line, Result
from assistant.calculators.rules import Rulebook
from assistant.calculators.work import NOTICE, mini_job, minimum_wage, notice, tariff
from assistant.citing import Citing, Library
from assistant.followup import own_words
from assistant.intent import Intent
from assistant.phrases import written
from assistant.question import Asked, Context
from assistant.reply import CitedSentence, Kind, Reply
from assistant.reply import own_words as own_sentences
from assistant.session import LONGEST_WORDS
from assistant.wording import Wording
from jobboard.posting import Level
from jobboard.reading.dates import read_date
from jobboard.reading.tariffs import read_grade

LONGEST_PENDING = 12  # words; whoever writes more asks something new
_SHORT = 6
_MOST_A_MONTH, _LEAST_SALARY = 12_000, 500  # an amount without a period below the first is a month's
_STEP = re.compile(
    r"(?:stufe|step|level|ступінь|степень|الدرجة|المرحلة|kademe|stopień|stopien|treapta|échelon|echelon|стъпка)\s*(\d)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*[€]?\s*([\d.,' ]+)\s*€?\s*")
_DATE = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}\. ?\d{1,2}\. ?\d{4}|\d{1,2}\.? [A-Za-zä]{3,9} \d{4})\b")
BOTH = ("en", "de")
WAITING, LONGEST_TEXT = "calculation:", 1_900


def _blue_card(text: str, rules: Rulebook, day: date) -> Result:
    pay = next((one for one in amounts(text) if one.value >= _LEAST_SALARY and one.period != "hour"), None)
    monthly = pay is not None and (pay.period == "month" or (not pay.period and pay.value < _MOST_A_MONTH))
    group = next((int(code) for code in names("isco") if said(text, "isco", code)), None)
    return blue_card(
        pay.value if pay else None,
        rules,
        day,
        monthly=monthly,
        group=None if said(text, "blue_card", "general") else group,
        graduate=said(text, "blue_card", "graduate"),
        no_degree=said(text, "blue_card", "no_degree"),
    )


def _opportunity_card(text: str, rules: Rulebook, day: date) -> Result:
    level = levels(text)
    german = Level.NONE if said(text, "card", "no_german") and "german" not in level else level.get("german")
    english = Level.C2 if said(text, "card", "native_english") else level.get("english")
    experience = within(text, "card", "experience")
    age = within(text, "card", "age")
    full = said(text, "card", "full_recognition") and not said(text, "card", "partial_recognition")
    return opportunity_card(
        Applicant(
            german=german,
            english=english,
            age=age if age != experience or said(text, "card", "experience") is False else _other(text, experience),
            experience=experience,
            full_recognition=full,
            partial_recognition=said(text, "card", "partial_recognition"),
            shortage=said(text, "card", "shortage"),
            earlier_stay=said(text, "card", "earlier_stay"),
            partner=said(text, "card", "partner"),
        ),
        rules,
        day,
    )


def _other(text: str, taken: int | None) -> int | None:
    """The age a text gives, if it is not the number that counts the years of experience."""
    low = written(plain(text))
    found = (re.search(r"\d+", low[start:end]) for start, end in phrases("card", "age").spans(low))
    return next((int(match[0]) for match in found if match and int(match[0]) != taken), None)


def _notice(text: str, rules: Rulebook, day: date) -> Result:
    years, months = counted(text, "years"), counted(text, "months")
    probation = said(text, "notice", "probation")
    service = None if years is None and months is None else (years or 0) * 12 + (months or 0)
    by = "employer" if said(text, "notice", "employer") else "employee" if said(text, "notice", "employee") else ""
    received = next((day_ for match in _DATE.finditer(plain(text)) if (day_ := read_date(match[0]))), None)
    return notice(service, rules, day, by=by, probation=probation, received=received)


def _home_office(text: str, rules: Rulebook, day: date) -> Result:
    return home_office(counted(text, "days"), rules, day)


def _child_benefit(text: str, rules: Rulebook, day: date) -> Result:
    return child_benefit(counted(text, "children"), rules, day)


def _minimum_wage(text: str, rules: Rulebook, day: date) -> Result:
    hours = counted(text, "hours") or 0
    money = [one for one in amounts(text) if one.currency or one.period or "." in str(one.value)[:-2]]
    hourly = next((one for one in money if one.value != hours and (one.period == "hour" or one.value < 100)), None)
    monthly = next((one for one in money if one.value >= 100), None)
    return minimum_wage(
        hourly.value if hourly else None, rules, day, monthly=monthly.value if monthly else None, hours=hours
    )


def _mini_job(text: str, rules: Rulebook, day: date) -> Result:
    named = re.sub(r"\b\d{3}[- ](?=(?:euro|eur)[- ]?job)", "", text, flags=re.IGNORECASE)
    pay = next(
        (one for one in amounts(named) if (one.currency or one.period == "month") and one.period != "hour"), None
    )
    return mini_job(pay.value if pay else None, rules, day)


def _tariff(text: str, rules: Rulebook, day: date) -> Result:
    grade = read_grade(text)
    if grade is None:
        return Result("tariff", missing=("ask_law",))
    step = _STEP.search(plain(text))
    return tariff(grade, int(step[1]) if step else None, day)


@dataclass(frozen=True, slots=True)
class Calculator:
    """One calculation: how it is read from a text, the rules it needs, and what a bare number in an answer counts."""

    read: Callable[[str, Rulebook, date], Result]
    needs: tuple[str, ...] = ()
    unit: str = ""


CALCULATORS: Mapping[str, Calculator] = {
    "opportunity_card": Calculator(_opportunity_card, CARD),
    "blue_card": Calculator(_blue_card, BLUE_CARD, "euro"),
    "mini_job": Calculator(_mini_job, ("mini_job", "minimum_wage"), "euro"),
    "minimum_wage": Calculator(_minimum_wage, ("minimum_wage",), "euro"),
    "home_office": Calculator(_home_office, HOME_OFFICE, "days"),
    "child_benefit": Calculator(_child_benefit, ("child_benefit",), "children"),
    "notice": Calculator(_notice, NOTICE, "years"),
    "tariff": Calculator(_tariff),
}


class Calculations:
    """Answers what can be worked out by the pack's rules; asks for what is missing, and never assumes it."""

    def __init__(self, library: Library, rules: Rulebook) -> None:
        self._library, self._rules = library, rules
        self._known = {name: one for name, one in CALCULATORS.items() if rules.has(*one.needs)}

    def __call__(self, asked: Asked, context: Context, /) -> Reply | None:
        """The calculation a question wants; a question for a fact only if it gives all that is needed."""
        pending = context.session.pending.removeprefix(WAITING) if context.session.pending.startswith(WAITING) else ""
        if pending and (result := self._completed(pending, asked, context.today)):
            return self._reply(result, asked, context, f"{pending} {asked.text}")
        if context.session.sums and (result := self._varied(context.session.sums, asked, context.today)):
            return self._reply(result, asked, context, context.session.sums)
        text = _with_probation(asked)
        result = self.of(text, context.today)
        if result is None:
            return None
        if not result.lines and asked.before and _asks_how_much(asked):
            told = f"{asked.before} {asked.text}"
            whole = self.of(told, context.today)
            if whole and whole.lines and whole.name == result.name:
                return self._reply(whole, asked, context, told)
        if asked.intent is not Intent.CALCULATION and not _is_meant(result, asked.text):
            return None
        if result.missing and not result.lines:
            if not said(asked.text, "guards", "explicit"):
                return None
            context.session.pending = f"{WAITING}{asked.text[:LONGEST_TEXT]}"
        return self._reply(result, asked, context, text)

    def of(self, text: str, day: date) -> Result | None:
        """What a text gives to work out; of several topics the first for which everything is there."""
        results = [one.read(text, self._rules, day) for name, one in self._known.items() if _is_about(name, text)]
        return next((one for one in results if one.lines), next(iter(results), None))

    def _completed(self, pending: str, asked: Asked, day: date) -> Result | None:
        if len(asked.text.split()) > LONGEST_PENDING:
            return None
        told = asked.text
        bare = _NUMBER.fullmatch(plain(told))
        for name, one in self._known.items():
            if _is_about(name, pending):
                unit = one.unit if bare else ""
                result = one.read(f"{pending} {told} {unit}".strip(), self._rules, day)
                if result.lines:
                    return result
        return None

    def _varied(self, sums: str, asked: Asked, day: date) -> Result | None:
        """The last calculation with the figure of a message that gives only one: "and with four?"."""
        words = own_words(asked.text, asked.language)
        if len(asked.text.split()) > LONGEST_PENDING or without_numbers(" ".join(words)).strip():
            return None
        told = asked.text.strip(" ?!.؟")
        if without_numbers(told) == told:
            return None
        for name, one in self._known.items():
            if one.unit and _is_about(name, sums):
                result = one.read(f"{told} {one.unit} {without_numbers(sums)}", self._rules, day)
                if result.lines:
                    return result
        return None

    def _reply(self, result: Result, asked: Asked, context: Context, text: str) -> Reply:
        """The result said; `text` is what it was read from."""
        context.session.sums = text[-LONGEST_WORDS:]
        spoken = Wording("calculations", asked.language).spoken()
        languages = (asked.language,) if asked.language in spoken else BOTH
        citing = Citing(self._library, context.voice, context.today)
        sentences = list(own_sentences("" if asked.language in spoken else context.voice("both")))
        more: dict[str, CitedSentence] = {}
        for language in languages:
            say = Wording("calculations", language)
            shown = language if len(languages) > 1 else ""
            sentences += [_sentence(line, say, citing, shown) for line in result.lines]
            last = result.missing if not result.lines else ("not_legal",)
            sentences += [CitedSentence(say(name), own=True, language=shown) for name in last]
            more |= {one.text: one for one in self._rules_told(result, citing, language)}
        contact = context.contact((result.contact,)) if result.contact else None
        return Reply(
            kind=Kind.CALCULATION,
            language=asked.language,
            sentences=(*sentences, *citing.warnings()),
            citations=tuple(citing.citations),
            more=tuple(more.values()),
            calculation=result.to_dict(),
            contact=contact.key if contact else "",
            expired=citing.expired(),
        )

    def _rules_told(self, result: Result, citing: Citing, language: str) -> Iterable[CitedSentence]:
        told: dict[str, list[str]] = {}
        for rule in result.rules:
            if rule.article:
                told.setdefault(rule.article, []).append(rule.source)
        for article, sources in told.items():
            yield from citing.told(article, sources, language)


def _is_about(name: str, text: str) -> bool:
    if name == "tariff" and read_grade(text) is not None:
        return True
    if name == "notice" and said(text, "guards", "home"):
        return False
    return said(text, "topics", name)


def _with_probation(asked: Asked) -> str:
    """What a question gives; one for a notice period with the probation that was told just before."""
    told = _is_about("notice", asked.text) and said(asked.before, "notice", "probation")
    return f"{asked.before} {asked.text}" if told and counted(asked.text, "years") is None else asked.text


def _asks_how_much(asked: Asked) -> bool:
    return asked.intent is Intent.CALCULATION or said(asked.text, "guards", "amount_asked")


def _is_meant(result: Result, text: str) -> bool:
    """Whether a question that asks for a fact is answered by a calculation: only where it gives the figures for one."""
    if not result.lines:
        return False
    if result.name == "opportunity_card":
        return len(result.given) > 1
    if result.name == "child_benefit":
        return said(text, "guards", "amount_asked") or len(text.split()) <= _SHORT
    return True


def _sentence(line: Line, say: Wording, citing: Citing, language: str) -> CitedSentence:
    values = {**line.values, **{name: ", ".join(say(one) for one in names) for name, names in line.lists.items()}}
    numbers = [number for rule in line.rules for number in citing.of([rule.source], rule.article, say.language)]
    numbers += [citing.add(source) for source in line.sources]
    return CitedSentence(say(line.name, **values), tuple(dict.fromkeys(numbers)), own=not numbers, language=language)
