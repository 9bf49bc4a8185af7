"""What does a newcomer have to do, and by when? The pack's checklists, with dates from the day of arrival."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from assistant.article import Audience
from assistant.citing import FALLBACK, Citing, Library, in_language, note_on
from assistant.days import day_in
from assistant.errors import ArticleError
from assistant.intent import Intent
from assistant.packtable import Row, read_rows, source_faults, translated_in
from assistant.phrases import Phrases, written
from assistant.question import Asked, Context
from assistant.reply import Item, Kind, Reply, own_words
from assistant.situation import Situation
from assistant.wishes import class_words, said_in, wishes
from assistant.wording import Wording
from index.analysis import STOPWORDS
from jobboard.pack import PackFault
from jobboard.posting import Value
from jobboard.region import Contact, Words

Phase = Literal["before", "fortnight", "quarter", "year"]
PHASES: tuple[Phase, ...] = ("before", "fortnight", "quarter", "year")
LISTS, ITEMS = "checklists/lists.toml", "checklists/items.toml"
WAITING, LONGEST_TEXT = "checklist:", 1_900
_SHORT_WORD = 3
_CLASSES = ("must", "todo", "moving", "when")  # of the words of a wish for a list
MOST_OTHER = 2  # words that say what a list is to be about; a list for "residence permit" is an article
_LONGEST_ANSWER = 14  # words in which a day of arrival is given to a list that waits for it


class Task(Value):
    """A thing to do. `day` counts from the day of arrival, before it below zero; `rule` says in words what the deadline
    really hangs on, where that is another day ("two weeks after moving in"); a `floating` task hangs on a day nobody has told
    us and gets no date, only its place in the order."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    phase: Phase
    day: Annotated[int, Field(ge=-365, le=730)]
    text: Annotated[Words, Field(min_length=1)]
    rule: Words = Field(default_factory=dict)
    floating: bool = False
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    article: str = ""
    contact: str = ""


class Checklist(Value):
    """The tasks of a situation, the groups it is for, and the words by which it is asked for; `anchor` is the day from which
    the tasks count."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Annotated[Words, Field(min_length=1)]
    groups: tuple[Audience, ...] = ()
    anchor: Literal["arrival", "job_end"] = "arrival"
    phrases: tuple[str, ...] = ()
    tasks: Annotated[tuple[str, ...], Field(min_length=1)]

    @cached_property
    def _told_by(self) -> Phrases:
        return Phrases(self.phrases)

    def is_named(self, text: str) -> bool:
        """Whether a text names the situation."""
        return self._told_by.within(written(text))

    def is_titled(self, text: str) -> bool:
        """Whether a text holds the title, in any language."""
        low = written(text)
        return any(written(title) in low for title in self.title.values())


@dataclass(frozen=True, slots=True)
class Dated:
    """A checklist for one person: its tasks, with the days they are due if the day of arrival is known."""

    checklist: Checklist
    tasks: tuple[Task, ...]
    arrival: date | None = None

    def due(self, task: Task) -> date | None:
        """The last day for a task, or None if it is not known."""
        return self.arrival + timedelta(days=task.day) if self.arrival and not task.floating else None


class Checklists:
    """The pack's checklists; answers a wish for one."""

    def __init__(
        self, checklists: Iterable[Checklist], tasks: Iterable[Task], library: Library, translated: Iterable[str] = ()
    ) -> None:
        self._lists = {one.id: one for one in checklists}
        self._tasks = {one.id: one for one in tasks}
        self._library = library
        self._translated = frozenset(translated)

    @classmethod
    def of_pack(cls, folder: Path, library: Library) -> "Checklists | None":
        """A pack's checklists, or None if it has none; raises ArticleError with file and line."""
        lists = [row.value for row in read_rows(folder / LISTS, "checklist", Checklist)]
        tasks = [row.value for row in read_rows(folder / ITEMS, "task", Task)]
        return cls(lists, tasks, library, translated_in(folder / ITEMS)) if lists else None

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the checklists."""
        return tuple(self._lists)

    def dated(self, name: str, arrival: date | None = None) -> Dated:
        """A checklist by its id, its tasks in the order of their days."""
        checklist = self._lists[name]
        tasks = [self._tasks[one] for one in checklist.tasks]
        return Dated(checklist, tuple(sorted(tasks, key=lambda one: (PHASES.index(one.phase), one.day))), arrival)

    def fitting(self, text: str, situation: Situation) -> list[Checklist]:
        """The checklists a text names, by title or by its words, or else those for the person's groups; those for other people
        only where there is none for them."""
        named = [one for one in self._lists.values() if one.is_titled(text)]
        named += [one for one in self._lists.values() if one not in named and one.is_named(text)]
        groups = set(situation.groups)
        own = [one for one in self._lists.values() if groups & set(one.groups)] if len(groups) == 1 else []
        fitting = [one for one in named if not own or one.is_titled(text) or groups & set(one.groups)]
        return fitting or own or named

    def __call__(self, asked: Asked, context: Context, /) -> Reply | None:
        """The checklist for the person; asks for the situation, and for the day of arrival, where they are not known."""
        pending = context.session.pending
        waiting = pending.removeprefix(WAITING) if pending.startswith(WAITING) else None
        wanted = asked.text
        if waiting is None and (asked.intent is not Intent.CHECKLIST or said_in(wanted, "checklist", "papers")):
            return None
        if waiting is not None:
            wanted = f"{waiting} {asked.text}"
            known = self.fitting(asked.text, asked.situation) or day_in(asked.text, context.today)
            if not known or len(asked.text.split()) > _LONGEST_ANSWER:
                return None
        dated = day_in(asked.text, context.today) is not None
        arrives = dated and (asked.situation.arrival is not None or said_in(asked.text, "checklist", "arrival"))
        explicit = asked.learned or waiting is not None or arrives or said_in(wanted, "checklist", "explicit")
        found = self.fitting(wanted, asked.situation) or self.fitting(asked.before, asked.situation)
        comes = asked.situation.arrival is not None or said_in(wanted, "checklist", "arrival")
        places = {word for one in context.services.pack.localities for word in written(one.name).split()}
        other = [word for word in _other_words(asked.text) if word not in places]
        explicit = explicit or not other
        if found:
            return self._shown(found[0], asked, context) if explicit or comes else None
        wished = asked.learned or arrives or ((explicit or comes) and len(other) < MOST_OTHER)
        return self._which(asked, context) if wished else None

    def _which(self, asked: Asked, context: Context) -> Reply:
        context.session.pending = f"{WAITING}{asked.text[:LONGEST_TEXT]}"
        say = Wording("checklists", asked.language)
        titles = tuple(in_language(one.title, asked.language) for one in self._lists.values())
        return Reply(Kind.CHECKLIST, asked.language, own_words(say("which")), follow_ups=titles)

    def _shown(self, checklist: Checklist, asked: Asked, context: Context) -> Reply:
        day = day_in(asked.text, context.today) or (asked.situation.arrival if checklist.anchor == "arrival" else None)
        dated = self.dated(checklist.id, day)
        say, citing = Wording("checklists", asked.language), Citing(self._library, context.voice, context.today)
        items = tuple(_item(one, dated, say, citing, asked.language) for one in dated.tasks)
        title = in_language(checklist.title, asked.language)
        if dated.arrival:
            first = say(f"dated_{checklist.anchor}", title=title, day=dated.arrival)
        else:
            first = f"{say(f'undated_{checklist.anchor}', title=title)} {say(f'ask_{checklist.anchor}')}"
            context.session.pending = f"{WAITING}{title}"
        contact = next((one.contact for one in dated.tasks if one.contact), "")
        note = note_on([one.text for one in dated.tasks], self._translated, context.voice, asked.language)
        return Reply(
            kind=Kind.CHECKLIST,
            language=asked.language,
            sentences=(*own_words(note, first, say("check")), *citing.warnings(ended_only=True)),
            citations=tuple(citing.citations),
            checklist=items,
            filters={"checklist": checklist.id, **({"arrival": dated.arrival.isoformat()} if dated.arrival else {})},
            audience=tuple(one for one in checklist.groups if one != "all"),
            contact=contact,
            expired=citing.expired(),
        )


def _other_words(text: str) -> list[str]:
    """The words of a wish for a list that are not the wish itself."""
    low = written(text)
    for name in ("explicit", "arrival", "beside"):
        low = wishes("checklist", name).without(low)
    low = class_words(*_CLASSES).without(low)
    return [word for word in low.split() if len(word) > _SHORT_WORD and word not in STOPWORDS]


def phase_of(task: Task, checklist: Checklist) -> str:
    """The name of a task's phase in tables/checklists.toml."""
    return task.phase if checklist.anchor == "arrival" else f"{task.phase}_{checklist.anchor}"


def _item(task: Task, dated: Dated, say: Wording, citing: Citing, language: str) -> Item:
    text = in_language(task.text, language)
    if task.rule:
        text = f"{text} ({in_language(task.rule, language)})"
    return Item(
        text=text,
        due=dated.due(task),
        citations=citing.of(task.sources, task.article, language),
        section=say(phase_of(task, dated.checklist)),
        id=task.id,
        day=None if task.floating else task.day,
        article=task.article,
        contact=task.contact,
    )


def checklist_faults(folder: Path, library: Library, contacts: Iterable[Contact]) -> list[PackFault]:
    """What is wrong with a pack's checklists."""
    try:
        lists = read_rows(folder / LISTS, "checklist", Checklist)
    except ArticleError as error:
        return [PackFault(LISTS, error.line, error.reason)]
    try:
        tasks = read_rows(folder / ITEMS, "task", Task)
        languages = (*FALLBACK, *translated_in(folder / ITEMS))
    except ArticleError as error:
        return [PackFault(ITEMS, error.line, error.reason)]
    keys = {contact.key for contact in contacts}
    known, used = {row.value.id for row in tasks}, {one for row in lists for one in row.value.tasks}
    faults = [fault for row in tasks for fault in _task_faults(row, library, languages, keys, used)]
    for row in lists:
        faults += [
            PackFault(LISTS, row.line, f"the task {one!r} is not in {ITEMS}")
            for one in row.value.tasks
            if one not in known
        ]
        faults += [
            PackFault(LISTS, row.line, f"there is no {code} title") for code in languages if code not in row.value.title
        ]
    twice = {row.value.id for row in tasks if sum(row.value.id == one.value.id for one in tasks) > 1}
    return faults + [
        PackFault(ITEMS, row.line, f"the task {row.value.id} is there twice") for row in tasks if row.value.id in twice
    ]


def _task_faults(
    row: Row[Task], library: Library, languages: Iterable[str], keys: set[str], used: set[str]
) -> Iterable[PackFault]:
    task = row.value
    yield from source_faults(ITEMS, row.line, task.sources, [*task.text.values(), *task.rule.values()], library.sources)
    for code in languages:
        if code not in task.text or (task.rule and code not in task.rule):
            yield PackFault(ITEMS, row.line, f"there is no {code} text")
    if task.article and library.article(task.article, "en") is None:
        yield PackFault(ITEMS, row.line, f"the article {task.article!r} does not exist")
    if task.contact and task.contact not in keys:
        yield PackFault(ITEMS, row.line, f"contact {task.contact!r} is not in contacts.toml")
    if task.id not in used:
        yield PackFault(ITEMS, row.line, f"no checklist has the task {task.id!r}")
