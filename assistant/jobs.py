"""Which jobs fit this sentence? The search of the board, with what was read as filters and what was assumed said aloud.

Titles and texts of postings are data: they are shown as plain text, and nothing in them is followed.
"""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import Any

from assistant.followup import own_words
from assistant.intent import Intent
from assistant.question import Asked, Context
from assistant.reply import Found, Kind, Reply
from assistant.reply import own_words as own_sentences
from assistant.session import LONGEST_WORDS
from assistant.situation import asks
from assistant.wishes import said_in
from assistant.wording import Wording
from index.analysis import words
from index.columns import Filters
from index.inquiry import Answer, Region, inquire
from index.query_reading import Read
from index.query_words import FILLERS
from index.search import SearchIndex
from index.understand import understand
from jobboard.errors import JobboardError
from jobboard.places import Gazetteer
from jobboard.posting import JobPosting, Level
from jobboard.region import Pack
from jobboard.said import said
from jobboard.store import Store
from jobboard.texts import languages, texts

_LOG = logging.getLogger(__name__)
MOST = 5
LONGEST_TITLE = 160
LONGEST_WISH, MOST_LEFT = 7, 1  # words of a message that narrows a search, and those in it that are no filter
NEAR = 0.3  # in cosine; below it a posting that holds none of the words has nothing to do with them


class Jobs:
    """Answers a wish for jobs from the index and the store; says honestly when nothing fits, or that there are none to search
    where index or store cannot be opened."""

    def __init__(self, pack: Pack, index: Callable[[], SearchIndex], store: Callable[[], Store]) -> None:
        self._pack, self._index, self._store = pack, index, store

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self._pack.localities, self._pack.region.country)

    def __call__(self, asked: Asked, context: Context, /) -> Reply | None:
        """The best postings, the filters that were read, and how to loosen them; what narrows the last search is added
        to it."""
        if asked.intent is not Intent.JOBS and not context.session.jobs:
            return None
        try:
            return self._searched(asked, context)
        except JobboardError as error:
            _LOG.warning("no search for jobs: %s", error)
            say = Wording("jobs", asked.language)
            return Reply(Kind.JOBS, asked.language, own_sentences(say("closed")))

    def _searched(self, asked: Asked, context: Context) -> Reply | None:
        before = context.session.jobs
        index: Any = self._index()
        region = Region.of(self._gazetteer, index, context.today)
        narrows = bool(before) and _narrows(asked, region)
        if asked.intent is not Intent.JOBS and not narrows:
            return None
        text = f"{before} {asked.text}" if narrows else asked.text
        context.session.jobs = text[-LONGEST_WORDS:]
        answer = self._find(text, index, region)
        named = any(one.kind == "place" for one in answer.understood.read)
        postings = self._store().get_many([hit.id for hit in answer.page.hits])
        found = [postings[hit.id] for hit in answer.page.hits if hit.id in postings]
        say = Wording("jobs", asked.language)
        chips = _chips(answer, asked.language, say)
        lines = [say("assumed", place=self._pack.region.centre.name)] if not named else []
        if chips and not answer.plainly:
            lines.append(say("read_as", filters=" · ".join(chips)))
        if found and answer.searched not in ("", text):
            lines.append(say("searched", words=answer.searched))
        if not found:
            lines.append(say("nothing"))
        elif answer.plainly or not _speak_of_it(answer):
            lines.append(say("plainly"))
        else:
            lines.append(say("found", total=answer.page.total))
        if any(posting.demo for posting in found):
            lines.append(say("demo"))
        if not found or answer.plainly:
            lines += self._looser(text, answer, index, region, say)
        return Reply(
            kind=Kind.JOBS,
            language=asked.language,
            sentences=own_sentences(*lines),
            filters=_filters(answer, None if named else self._pack.region.centre.name),
            postings=tuple(_found(posting) for posting in found),
            follow_ups=(answer.suggestion,) if answer.suggestion else (),
        )

    def _find(self, text: str, index: Any, region: Region, plain: tuple[str, ...] = ()) -> Answer:
        return inquire(index, text, Filters(), region, self._store().get_many, k=MOST, facets=(), plain=plain)

    def _looser(self, text: str, answer: Answer, index: Any, region: Region, say: Wording) -> list[str]:
        """How many would be found without each of the filters that were read."""
        told = []
        for one in answer.understood.read:
            rest = text.replace(one.words, " ")
            page = self._find(rest, index, region).page
            if page.total:
                told.append(say("without", words=one.words, total=page.total))
        return told[:MOST]


def _narrows(asked: Asked, region: Region) -> bool:
    """Whether a message only says more about the jobs that were looked for: "only remote ones"."""
    words = asked.text.split()
    if len(words) > LONGEST_WISH or asks(asked.text.strip(" ?؟")):
        return False
    understood = understand(asked.text, region.known)
    left = len(own_words(understood.text, asked.language))
    leans = asked.follows and asked.texts[0] != asked.text
    return leans or said_in(asked.text, "jobs", "narrows") or (bool(understood.read) and left <= MOST_LEFT)


def _speak_of_it(answer: Answer) -> bool:
    """Whether one of the first postings holds a word of what is left to search for, or is near it in meaning; where nothing
    is left ("I need a job"), all do."""
    reasons = [hit.reasons for hit in answer.page.hits]
    return FILLERS.issuperset(words(answer.searched)) or any(
        {*one.words, *one.parts} - FILLERS or one.meaning >= NEAR for one in reasons
    )


def _chips(answer: Answer, language: str, say: Wording) -> list[str]:
    t = texts(language)
    return [
        say(name, value=one.value)
        if (name := _chip(one)) and language not in languages()
        else said(one.kind, one.value, t)
        for one in answer.understood.read
    ]


def _chip(read: Read) -> str:
    """The name of its wording in tables/jobs.toml, for languages that the pages are not translated to; "" if it has none."""
    if read.kind == "mode":
        return f"chip_{read.value}"
    named = read.kind == "place" or (read.kind, read.value) == ("german", Level.NONE)
    return f"chip_{read.kind}" if named else ""


def _filters(answer: Answer, assumed: str | None) -> dict[str, Any]:
    """What was read, word by word as the search page takes it back, and what was assumed."""
    understood = answer.understood
    return {
        "query": answer.searched,
        "read": [one.to_dict() for one in understood.read],
        "applied": not answer.plainly,
        **({"assumed_place": assumed} if assumed else {}),
    }


def _found(posting: JobPosting) -> Found:
    title = " ".join(posting.title.split())[:LONGEST_TITLE]
    return Found(posting.id, title, posting.employer, posting.remote.mode.value, posting.url, posting.demo)
