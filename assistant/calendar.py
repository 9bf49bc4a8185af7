"""A checklist with its days as a calendar file (iCalendar, RFC 5545), for any calendar program."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from assistant.checklist import Dated, Task, phase_of
from assistant.citing import Library, in_language
from assistant.wording import Wording

PRODUCT = "-//Heimvorteil//Checklist//EN"


def calendar_of(dated: Dated, library: Library, *, language: str, now: datetime) -> bytes:
    """All-day events, one for each task that has a day, each with its source; made anew it has the same UIDs, so that a calendar takes
    changes in and doubles nothing. Raises ValueError if the day of arrival is not known."""
    if dated.arrival is None:
        raise ValueError("A calendar needs the day of arrival.")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for task in dated.tasks:
        if due := dated.due(task):
            calendar.add_component(_event(task, due, dated, library, language, now))
    return bytes(calendar.to_ical())


def _event(task: Task, due: date, dated: Dated, library: Library, language: str, now: datetime) -> Event:
    say = Wording("checklists", language)
    sources = [library.sources[one] for one in task.sources]
    notes = [in_language(task.rule, language)] if task.rule else []
    notes += [
        say("event", source=", ".join(part for part in (one.title, one.as_of, one.url) if part)) for one in sources
    ]
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{dated.checklist.id}/{task.id}')}@heimvorteil")
    event.add("dtstamp", now)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", in_language(task.text, language))
    event.add("description", "\n".join(notes))
    event.add("categories", [say(phase_of(task, dated.checklist))])
    event.add("transp", "TRANSPARENT")
    return event
