"""Checklists: dates from the day of arrival, cited items, asked back where a day lacks; and the calendar, read strictly."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

import jobboard
from assistant.calendar import calendar_of
from assistant.checklist import Checklists
from assistant.citing import Library
from assistant.figures import figures
from assistant.intent import Intent
from assistant.question import Asked, Context, Services
from assistant.reply import Kind, Reply
from assistant.session import Session
from assistant.situation import Situation
from assistant.voice import Voice
from jobboard.pack import load_pack

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MUSTERSTADT = Path(__file__).parent.parent / "regions" / "musterstadt"
PACKS = [
    MUSTERSTADT,
    *(path.parent.parent for path in (Path(jobboard.__file__).parent / "regions").glob("*/checklists/lists.toml")),
]


library_of, pack_of = cache(Library), cache(load_pack)


@cache
def made(folder: Path) -> Checklists:
    found = Checklists.of_pack(folder, library_of(folder))
    assert found is not None
    return found


def ask(
    text: str, session: Session, *, intent: Intent = Intent.CHECKLIST, situation: Situation | None = None
) -> Reply | None:
    asked = Asked(text, "en", intent, (text,), situation or Situation())
    return made(MUSTERSTADT)(asked, Context(Services(pack_of(MUSTERSTADT)), session, TODAY, Voice("en")))


def test_days_count_from_the_arrival() -> None:
    reply = ask("Checklist for arriving on 1 March 2027", Session())
    assert reply is not None
    assert reply.kind is Kind.CHECKLIST
    assert [(one.id, one.day, one.due) for one in reply.checklist] == [
        ("parking-permit", -10, date(2027, 2, 19)),
        ("library-card", 14, date(2027, 3, 15)),
        ("ask-around", None, None),
    ]
    assert reply.checklist[1].text == "Get the library card. (within two weeks of moving in)"
    assert (reply.checklist[0].section, reply.checklist[0].contact) == ("Before arrival", "welcome")
    assert not reply.uncited()


def test_the_situation_and_then_the_day_are_asked_for() -> None:
    session = Session()
    first = ask("Checklist please", session)
    assert first is not None
    assert first.follow_ups == ("Arriving",)
    assert not first.checklist
    second = ask("Arriving", session, intent=Intent.FACT)
    assert second is not None
    assert [one.day for one in second.checklist] == [-10, 14, None]
    assert {one.due for one in second.checklist} == {None}
    third = ask("ich komme am 1.3.2027", session, intent=Intent.FACT)
    assert third is not None
    assert third.checklist[1].due == date(2027, 3, 15)


def test_the_persons_group_chooses_the_list() -> None:
    reply = ask("checklist", Session(), situation=Situation(groups=("eu",), arrival=date(2027, 3, 1)))
    assert reply is not None
    assert reply.filters == {"checklist": "arriving", "arrival": "2027-03-01"}
    assert reply.audience == ("eu",)


@pytest.mark.parametrize(
    "text",
    [
        "checklist residence permit",
        "What do I need to do to get a library card?",
        "Was muss ich tun, wenn ich krank bin?",
    ],
)
def test_a_question_for_one_thing_is_no_checklist(text: str) -> None:
    assert ask(text, Session()) is None


def test_another_question_is_not_taken_for_the_day() -> None:
    assert ask("How long do I have to register?", Session(pending="checklist:Arriving"), intent=Intent.FACT) is None


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
def test_every_task_states_only_what_its_sources_give(folder: Path) -> None:
    library = library_of(folder)
    for name in made(folder).names:
        for task in made(folder).dated(name).tasks:
            given = frozenset[str]().union(*(library.sources[one].known_figures for one in task.sources))
            for text in (*task.text.values(), *task.rule.values()):
                assert figures(text) <= given, task.id


# A reader of its own, as strict as RFC 5545: content lines end in CRLF, none is longer than 75 octets, none ends early.
_NAME = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:,\"]+)*):(.*)")


def read_calendar(data: bytes) -> list[dict[str, str]]:
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.replace(b"\r\n ", b"").decode("utf-8").removesuffix("\r\n").split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    events: list[dict[str, str]] = []
    head: dict[str, str] = {}
    into = head
    for line in lines[1:-1]:
        match = _NAME.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if (name, value) == ("BEGIN", "VEVENT"):
            events.append(into := {})
        elif (name, value) == ("END", "VEVENT"):
            into = head
        else:
            assert name not in into
            into[name] = parameters + ":" + value
    assert head.keys() >= {"VERSION", "PRODID"}
    assert "METHOD" not in head
    return events


def unescaped(value: str) -> str:
    value = value.partition(":")[2]
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_the_calendar_is_strictly_readable(folder: Path, language: str) -> None:
    library, lists = library_of(folder), made(folder)
    for name in lists.names:
        dated = lists.dated(name, date(2027, 3, 1))
        data = calendar_of(dated, library, language=language, now=NOW)
        events = read_calendar(data)
        tasks = [task for task in dated.tasks if not task.floating]
        assert len(events) == len(tasks)
        assert len({event["UID"] for event in events}) == len(events)
        for event, task in zip(events, tasks, strict=True):
            due = dated.due(task)
            assert due is not None
            assert event["DTSTART"] == f";VALUE=DATE:{due:%Y%m%d}"
            assert event["DTEND"] == f";VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
            assert event["DTSTAMP"] == ":20261122T093000Z"
            assert unescaped(event["SUMMARY"]) == task.text.get(language, task.text["en"])
            assert library.sources[task.sources[0]].title in unescaped(event["DESCRIPTION"])


def test_made_again_the_calendar_is_the_same_but_for_the_days() -> None:
    library, lists = library_of(MUSTERSTADT), made(MUSTERSTADT)
    first = calendar_of(lists.dated("arriving", date(2027, 3, 1)), library, language="en", now=NOW)
    again = calendar_of(lists.dated("arriving", date(2027, 3, 1)), library, language="en", now=NOW)
    moved = calendar_of(lists.dated("arriving", date(2027, 4, 1)), library, language="en", now=NOW)
    assert first == again
    assert [event["UID"] for event in read_calendar(first)] == [event["UID"] for event in read_calendar(moved)]
    assert first != moved


def test_without_a_day_there_is_no_calendar() -> None:
    with pytest.raises(ValueError, match="day of arrival"):
        calendar_of(made(MUSTERSTADT).dated("arriving"), library_of(MUSTERSTADT), language="en", now=NOW)
