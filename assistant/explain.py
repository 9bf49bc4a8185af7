"""What does this job ad say in plain words? Its terms from the wordbook, its grade from the pay tables; the ad itself is data."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from assistant.calculators.result import Result
from assistant.calculators.work import tariff
from assistant.citing import Citing, Library, in_language, note_on
from assistant.intent import Intent
from assistant.question import Asked, Context
from assistant.reply import CitedSentence, Found, Kind, Reply, own_words
from assistant.wishes import said_in
from assistant.wordbook import Word, Wordbook
from assistant.wording import Wording
from jobboard.errors import JobboardError
from jobboard.posting import JobPosting
from jobboard.reading.tariffs import read_grade
from jobboard.store import Store

SHORT = 8  # words explained at once; the others stand ready
_ID = re.compile(r"\b[0-9a-f]{16}\b")


class Explanations:
    """Explains words of job ads, one by name or those of a posting."""

    def __init__(self, wordbook: Wordbook, library: Library, store: Callable[[], Store] | None = None) -> None:
        self._wordbook, self._library, self._store = wordbook, library, store

    def __call__(self, asked: Asked, context: Context, /) -> Reply | None:
        """A word that is asked for, or the posting that is talked about; None if it is neither."""
        if word := self._wordbook.asked_for(asked.text):
            return self.word(word, asked, context)
        if asked.intent is not Intent.POSTING and not _ID.search(asked.text):
            return None
        posting = self._posting(asked.text, context)
        if posting is None:
            return self._say("no_posting", asked) if said_in(asked.text, "posting", "this") else None
        return self.posting(posting, asked, context)

    def word(self, word: Word, asked: Asked, context: Context) -> Reply:
        """What one word means."""
        citing = Citing(self._library, context.voice, context.today)
        sentences = self._explained([word], asked.language, citing)
        article = self._library.article(word.article, asked.language) if word.article else None
        return self._reply(
            asked, [word], sentences, (), citing, context, {}, follow_ups=(article.front.title,) if article else ()
        )

    def posting(self, posting: JobPosting, asked: Asked, context: Context) -> Reply:
        """The terms of a posting explained, and what its grade pays."""
        context.session.posting = posting.id
        citing = Citing(self._library, context.voice, context.today)
        text = f"{posting.title}\n{posting.description_text}"
        say = Wording("explaining", asked.language)
        words = self._wordbook.found_in(text)
        pay = _pay(text, context.today)
        first = [CitedSentence(say("posting" if words or pay else "nothing"), own=True)]
        if posting.demo:
            first.append(CitedSentence(say("demo"), own=True))
        if pay:
            money = Wording("calculations", asked.language)
            first += [
                CitedSentence(money(line.name, **line.values), tuple(citing.add(one) for one in line.sources))
                for line in pay.lines
            ]
        sentences = [*first, *self._explained(words[:SHORT], asked.language, citing)]
        more = self._explained(words[SHORT:], asked.language, citing)
        found = Found(posting.id, posting.title, posting.employer, posting.remote.mode.value, posting.url, posting.demo)
        return self._reply(
            asked, words, sentences, more, citing, context, pay.to_dict() if pay else {}, postings=(found,)
        )

    def _posting(self, text: str, context: Context) -> JobPosting | None:
        named = _ID.search(text)
        key = named[0] if named else context.session.posting
        try:
            return self._store().get(key) if key and self._store else None
        except JobboardError:  # without a store, words are still explained
            return None

    def _explained(self, words: Iterable[Word], language: str, citing: Citing) -> list[CitedSentence]:
        return [
            CitedSentence(in_language(code, language), citing.of(word.sources, word.article, language))
            for word in words
            for code in [word.explain]
        ]

    def _say(self, name: str, asked: Asked) -> Reply:
        return Reply(Kind.UNKNOWN, asked.language, own_words(Wording("explaining", asked.language)(name)))

    def _reply(
        self,
        asked: Asked,
        words: Iterable[Word],
        sentences: Iterable[CitedSentence],
        more: Iterable[CitedSentence],
        citing: Citing,
        context: Context,
        calculation: dict[str, object],
        postings: tuple[Found, ...] = (),
        follow_ups: tuple[str, ...] = (),
    ) -> Reply:
        note = note_on([one.explain for one in words], self._wordbook.translated, context.voice, asked.language)
        return Reply(
            kind=Kind.ANSWER,
            language=asked.language,
            sentences=(*own_words(note), *sentences, *citing.warnings()),
            citations=tuple(citing.citations),
            more=tuple(more),
            calculation=calculation,
            postings=postings,
            follow_ups=follow_ups,
            expired=citing.expired(),
        )


def _pay(text: str, today: date) -> Result | None:
    grade = read_grade(text)
    result = tariff(grade, None, today) if grade and grade.law else None
    return result if result and result.lines else None
