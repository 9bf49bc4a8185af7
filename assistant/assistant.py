"""From a message to a reply: danger first, then what is settled or refused, then who answers it, at last "I don't know".

The order is the rule; docs/assistant.md tells it.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from assistant.answering import NO_FINDINGS, Articles, Findings
from assistant.article import Article, load_articles
from assistant.asked import NOWHERE, load_asked
from assistant.emergency import Help, load_help, needed_help
from assistant.followup import MOST_TEXTS, last_answer, searched, shortened, wished_language
from assistant.handlers import build_handlers
from assistant.intent import Intent, read_intent
from assistant.kept import Kept
from assistant.kinds import REFUSALS, Kinds
from assistant.knowledge import Knowledge
from assistant.language import question_language
from assistant.phrases import visible
from assistant.question import Asked, Context, Handler, Services
from assistant.rephrase import Rephraser
from assistant.reply import Kind, Reply, own_words
from assistant.scope import refused
from assistant.session import LONGEST_WORDS, Session
from assistant.situation import Situation, asks, is_only_about_oneself, read_situation, searched_word
from assistant.transliteration import in_own_script
from assistant.voice import Voice
from index.analysis import words
from index.encoder import Encoder
from index.search import SearchIndex
from jobboard.region import Pack
from jobboard.store import Store

LONGEST_QUESTION = 2_000
LONGEST_MESSAGE = 100_000  # in which an emergency is still noticed
INSISTING = 0.8  # after a refusal, what is answered less surely than that insists on what was refused
NEAR = 3  # topics named beside an "I do not know"
_BY_KIND = {"person": Intent.PERSON, "checklist": Intent.CHECKLIST, "jobs": Intent.JOBS}
_SMALL_TALK = {Intent.GREETING: "greeting", Intent.THANKS: "thanks", Intent.MACHINE: "machine"}


class Assistant:
    """Answers newcomers' questions from a region's reviewed articles, and from nothing else.

    `handlers` answer the other kinds of wishes (see `assistant.handlers`); what they leave goes to the articles.
    """

    def __init__(
        self,
        services: Services,
        articles: Sequence[Article],
        help_: tuple[Help, ...],
        encoder: Encoder,
        handlers: Mapping[Intent, Handler] | None = None,
        asked: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        rephraser: Rephraser | None = None,
        kept: Kept | None = None,
        fault: str = "",
    ) -> None:
        self.fault = fault  # why it finds articles by their words only
        self._services, self._help = services, help_
        self._by_key = {article.key: article for article in articles}
        self._know: Callable[[], Knowledge] = lambda: Knowledge(articles, encoder, asked or {}, kept)
        self._known: Articles | None = None
        self._knowing = threading.Lock()
        self._told_by: Kinds | None = None
        self._telling = threading.Lock()
        nowhere = [text for _, text in (asked or {}).get(NOWHERE, ())]
        self._tell: Callable[[], Kinds] = lambda: Kinds(encoder, _questions(articles, asked or {}), kept, nowhere)
        self._handlers = dict(handlers or {})
        self._rephraser = rephraser

    @classmethod
    def of_pack(
        cls,
        pack: Pack,
        encoder: Encoder,
        *,
        index: Callable[[], SearchIndex] | None = None,
        store: Callable[[], Store] | None = None,
        rephraser: Rephraser | None = None,
        kept: Path | None = None,
        fault: str = "",
    ) -> "Assistant":
        """The assistant of a region pack; without index and store it searches no jobs, without a rephraser it says its answers
        as they were composed. What it works out of the articles stays in the folder `kept`; `fault` is what is wrong with the
        encoder."""
        folder = Path(pack.path)
        services = Services(pack, index, store)
        return cls(
            services,
            load_articles(folder),
            load_help(folder),
            encoder,
            build_handlers(services),
            load_asked(folder),
            rephraser,
            Kept(kept, encoder.model_id) if kept else None,
            fault,
        )

    def warm(self) -> "Assistant":
        """The assistant itself, with all that its first answer from the articles would have to wait for."""
        _ = self._articles, self._kinds, self._latin_words
        return self

    @property
    def is_warm(self) -> bool:
        """Whether an answer from the articles comes at once."""
        return self._known is not None

    def reply(self, text: str, session: Session | None = None, *, today: date, language: str = "") -> Reply:
        """The reply to a message; `language` is the one chosen, else the message's own words tell it."""
        session = session if session is not None else Session()
        session.turns += 1
        question = visible(text[:LONGEST_MESSAGE]).strip()
        wished, rest = wished_language(question[:LONGEST_QUESTION])
        session.wished = wished or session.wished
        spoken = (
            wished or language or session.wished or question_language(question[:LONGEST_QUESTION], session.language)
        )
        session.language = spoken
        context = Context(self._services, session, today, Voice(spoken))
        help_, kind = needed_help(question, self._help), ""
        question = question[:LONGEST_QUESTION]
        intent = read_intent(question)
        if help_ is None:
            kind = self._kinds.told(question, intent.value)
            help_ = next((one for one in self._help if one.kind == kind), None)
        if help_:
            return Reply(Kind.EMERGENCY, spoken, own_words(help_.said_in(spoken)))
        learned = (
            _BY_KIND.get(kind, intent) if intent is Intent.FACT and not is_only_about_oneself(question) else intent
        )
        if session.handed_over:
            return Reply(Kind.HANDOVER, spoken, own_words(context.voice("handed_over")), contact=self._contact(context))
        if learned is Intent.PERSON:
            return self._hand_over(context)
        if reason := refused(question):
            return self._refuse(reason, context)
        if not any(ch.isalnum() for ch in question):
            return Reply(Kind.UNKNOWN, spoken, own_words(context.voice("empty")))
        if intent in _SMALL_TALK:
            return Reply(Kind.UNKNOWN, spoken, own_words(context.voice(_SMALL_TALK[intent])))
        if wished and (not rest or (session.last and not asks(rest))):
            return self._again(context)
        return self._answer(rest, learned, context, kind)

    @property
    def articles(self) -> Mapping[str, Article]:
        """The region's articles by key."""
        return self._by_key

    @property
    def _articles(self) -> Articles:
        """Made once, when an article is first needed: not for an emergency, a refusal, a calculation or a checklist."""
        with self._knowing:
            if self._known is None:
                self._known = Articles(self._know())
            return self._known

    @property
    def _kinds(self) -> Kinds:
        with self._telling:
            if self._told_by is None:
                self._told_by = self._tell()
            return self._told_by

    def suggestions(self, language: str, number: int) -> list[str]:
        """Questions the articles answer, the first of each article, in a language that has them."""
        spoken = {article.front.lang for article in self._by_key.values()}
        given = language if language in spoken else "en"
        fitting = [article for article in self._by_key.values() if article.front.lang == given]
        return [article.front.questions[0] for article in fitting[:: max(1, len(fitting) // number)]][:number]

    def _answer(self, question: str, intent: Intent, context: Context, kind: str = "") -> Reply:
        session = context.session
        said = read_situation(question, (locality.name for locality in self._services.pack.localities))
        session.situation = session.situation.joined(said)
        written_in = question_language(question, session.language)
        texts = searched(question, session.last, session.topic, written_in)
        after = last_answer(question, texts, session.last, session.topic, written_in)
        own_script = in_own_script(question, written_in, self._latin_words) if question.isascii() else ""
        named = searched_word(session.situation.groups)
        grouped = f"{texts[0]} {named}" if named else ""
        texts = (own_script, *texts, grouped, *shortened(question, written_in))
        texts = tuple(dict.fromkeys(one for one in texts if one))[:MOST_TEXTS]
        if said.groups and session.waiting and is_only_about_oneself(question):
            texts, after, session.waiting = (session.waiting,), None, ""
        asked = Asked(
            question,
            session.language,
            intent,
            texts,
            session.situation,
            session.last,
            after,
            context.today.year,
            intent is _BY_KIND.get(kind),
        )
        handler = self._handlers.get(intent)
        reply = handler(asked, context) if handler else None
        if reply is None or reply.kind is not Kind.JOBS:
            session.jobs = ""
        if reply is None or reply.kind is not Kind.CALCULATION:
            session.sums = ""
        if reply is None:
            findings = self._articles.find(asked)
            if session.refused and not (findings.fitting and findings.fitting[0].sureness > INSISTING):
                return self._refuse(session.refused, context)
            if findings.fitting:
                session.refused = ""
                return self._told(asked, context, findings)
            if said != Situation() and not findings.for_others and is_only_about_oneself(question):
                reply = self._noted(said, context)
            elif kind in REFUSALS:
                return self._refuse(kind, context)
            else:
                reply = self._unknown(context, findings)
        session.last = _words_to_keep(asked)
        return reply

    def _told(self, asked: Asked, context: Context, findings: Findings) -> Reply:
        """The articles' answer, in other words where a language model is set and its words pass the check."""
        reply = self._articles.answer(asked, context, findings)
        return self._rephraser.rephrased(reply, context.session, context.today) if self._rephraser else reply

    @cached_property
    def _latin_words(self) -> frozenset[str]:
        """The words of the articles in German and English, which people leave in Latin letters in any language."""
        own = [one for one in self.articles.values() if one.front.lang in ("de", "en")]
        return frozenset(
            word for one in own for part in one.passages for word in words(f"{one.front.title} {part.text}")
        )

    def _again(self, context: Context) -> Reply:
        """The last reply once more, in the language that was asked for now."""
        session = context.session
        asked = Asked(session.last, session.language, Intent.FACT, (session.last,), session.situation)
        if session.topic and session.topic.words == session.last:
            findings = self._articles.again(session.topic)
            if findings.fitting:
                return self._told(asked, context, findings)
        if session.last:
            return self._answer(session.last, read_intent(session.last), context)
        return Reply(Kind.UNKNOWN, session.language, own_words(context.voice("greeting")))

    def _unknown(self, context: Context, findings: Findings = NO_FINDINGS) -> Reply:
        voice = context.voice
        other = findings.for_others[0] if findings.for_others else None
        first = (
            voice("other_group", title=other.article.front.title, groups=voice.groups(other.article.front.audience))
            if other
            else voice("unknown")
        )
        near = findings.near[:NEAR]
        contact = context.contact(self._articles.topics(other.article.front.id) if other else ())
        said = own_words(
            first,
            voice("near", topics=voice.listed(near)) if near else "",
            voice.ask(contact) if contact else "",
        )
        key = contact.key if contact else ""
        return Reply(Kind.UNKNOWN, context.session.language, said, follow_ups=near, contact=key)

    def _noted(self, said: Situation, context: Context) -> Reply:
        voice = context.voice
        text = voice("noted", groups=voice.groups(said.groups)) if said.groups else voice("noted_plain")
        return Reply(Kind.UNKNOWN, context.session.language, own_words(text, voice("can_do")))

    def _refuse(self, kind: str, context: Context) -> Reply:
        voice, context.session.refused = context.voice, kind
        contact = context.contact() if kind in ("legal", "fraud") else None
        said = own_words(voice(f"refuse_{kind}"), voice.ask(contact) if contact else "", voice("can_do"))
        return Reply(Kind.REFUSAL, context.session.language, said, contact=contact.key if contact else "")

    def _hand_over(self, context: Context) -> Reply:
        context.session.handed_over = True
        key = self._contact(context)
        contact = context.contact(key=key)
        said = own_words(context.voice("handover"), context.voice.ask(contact) if contact else "")
        return Reply(Kind.HANDOVER, context.session.language, said, contact=key)

    def _contact(self, context: Context) -> str:
        """The advice centre for what was talked about."""
        topic = context.session.topic
        near = (self._articles.topics(topic.article), self._articles.contact(topic.article)) if topic else ()
        contact = context.contact(*near)
        return contact.key if contact else ""


def _questions(articles: Sequence[Article], asked: Mapping[str, Sequence[tuple[str, str]]]) -> list[str]:
    """Ordinary questions: the region's samples."""
    own = [text for article in articles for text in article.front.questions]
    return [*own, *(text for rows in asked.values() for _, text in rows)]


def _words_to_keep(asked: Asked) -> str:
    """What a next message may lean on: a message that only adds to what was said before is kept with it."""
    kept = f"{asked.before} {asked.text}" if asked.before and (asked.leans or not asks(asked.text)) else asked.text
    return kept[-LONGEST_WORDS:]
