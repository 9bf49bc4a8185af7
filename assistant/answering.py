"""What do the articles say? The passage that answers, sentence by sentence, each with its citations; or None."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.article import Article, Passage, Sentence, Source
from assistant.gate import convincing
from assistant.knowledge import Evidence, Knowledge
from assistant.question import Asked, Context
from assistant.reply import Citation, CitedSentence, Kind, Reply, own_words
from assistant.session import LONGEST_WORDS, Topic
from assistant.situation import GROUPS, groups_asked_about
from assistant.voice import Voice

SHORT = 4  # sentences said at once; the passage's others stand ready
BRIEF = 2  # sentences of what may be meant as well
BESIDE = 0.3  # how near in score that must be
FOUND = 8
FOLLOW_UPS = 5
# How much less a passage counts that is written for others than the person's own group, though open to it.
MISMATCH = 0.9
CLOSE = 0.5  # in score
LATER = 0.1  # how much surer the next text to search with must be
CERTAIN = 0.97  # no other text is tried
BOTH = ("en", "de")  # where there is no article in the person's language


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for a question: what may be answered from, best first, what is for other people, what is near, what
    may be meant as well, and the text by which it was found."""

    fitting: tuple[Evidence, ...]
    for_others: tuple[Evidence, ...]
    near: tuple[str, ...]
    beside: tuple[Evidence, ...] = ()
    text: str = ""


class Articles:
    """Answers from the articles."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def find(self, asked: Asked) -> Findings:
        """The evidence for the one of the question's texts by which an article is found most surely."""
        for_others: list[Evidence] = []
        near: list[str] = []
        best, chance = NO_FINDINGS, 0.0
        for at, text in enumerate(asked.texts):
            found = self._knowledge.search(text, asked.language, k=FOUND)
            near += [one.article.front.title for one in found if one.meaning > 0]
            convinced = sorted((one for one in found if convincing(one)), key=lambda one: -_weight(one, asked))
            fitting = tuple(one for one in convinced if _admits(one, asked)) or _for_own_group(found, convinced, asked)
            for_others += convinced
            if fitting and fitting[0].sureness - at * LATER > chance:
                # What is nearly as good may be meant, though beside the first none but it is sure.
                others = [
                    one for one in found if one.article.front.id != fitting[0].article.front.id and _admits(one, asked)
                ]
                beside = [one for one in others[:1] if _weight(fitting[0], asked) - _weight(one, asked) < BESIDE]
                best, chance = Findings(fitting, (), (), tuple(beside), text), fitting[0].sureness - at * LATER
            if chance > CERTAIN:
                break
        told = tuple(dict.fromkeys(near))
        return replace(best, near=told) if best.fitting else Findings((), tuple(for_others), told)

    def again(self, topic: Topic) -> Findings:
        """What the last answer was given from."""
        article = next((one for one in self._knowledge.articles.values() if one.front.id == topic.article), None)
        if article is None or topic.passage > len(article.passages):
            return NO_FINDINGS
        passage = article.passages[topic.passage - 1]
        return Findings((Evidence(article, passage, None, 1.0, 1.0, 1.0, 1.0),), (), ())

    def topics(self, article: str) -> tuple[str, ...]:
        """The topics of an article, by which an advice centre is found."""
        found = next((one.front for one in self._knowledge.articles.values() if one.front.id == article), None)
        return (found.id, found.topic) if found else ()

    def contact(self, article: str) -> str:
        """The advice centre an article names."""
        return next((one.front.contact for one in self._knowledge.articles.values() if one.front.id == article), "")

    def answer(self, asked: Asked, context: Context, findings: Findings) -> Reply:
        """The best passage as a reply; the conversation goes on from it."""
        best = findings.fitting[0]
        article, passage = best.article, best.passage
        versions = self._versions(article, passage, asked.language)
        saying = _Saying(context.voice, context.today)
        sentences, more = saying.said(versions)
        if best.second:
            sentences += saying.briefly(self._versions(article, best.second, asked.language))
        for other in findings.beside:
            sentences += own_words(context.voice("perhaps", title=other.article.front.title))
            sentences += saying.briefly(self._versions(other.article, other.passage, asked.language))
        words = asked.text if findings.text in (asked.text, "") else asked.before
        context.session.last = words[:LONGEST_WORDS]
        context.session.topic = Topic(
            article=article.front.id, passage=passage.number, title=article.front.title, words=context.session.last
        )
        chips = _chips(article, asked, findings.text, context)
        audience = tuple(group for group in article.front.audience if group != "all")
        notes = own_words(
            context.voice("audience", groups=context.voice.groups(audience)) if audience else "",
            context.voice("ask_group") if chips else "",
        )
        shown = versions[0]
        headings = [one.heading for one in shown.passages if one.number != passage.number]
        others = [one.passage.heading for one in findings.fitting[1:] if one.article.front.id != article.front.id]
        return Reply(
            kind=Kind.ANSWER,
            language=asked.language,
            sentences=(*sentences, *saying.warnings(), *notes),
            citations=tuple(saying.citations),
            more=more,
            follow_ups=tuple(dict.fromkeys([*chips, *headings, *self._related(shown), *others]))[:FOLLOW_UPS],
            contact=article.front.contact,
            audience=audience,
            expired=saying.expired(),
        )

    def _versions(self, article: Article, passage: Passage, language: str) -> list[Article]:
        """The article in the person's language, or else in the languages shown side by side."""
        known = {one.front.lang: one for one in self._knowledge.articles.values() if one.front.id == article.front.id}
        whole = {code: one for code, one in known.items() if passage.number <= len(one.passages)}
        if language in whole:
            return [self._cut(whole[language], passage)]
        return [self._cut(whole[code], passage) for code in BOTH if code in whole] or [self._cut(article, passage)]

    def _cut(self, article: Article, passage: Passage) -> Article:
        """The article with the passage asked for in front."""
        first = article.passages[passage.number - 1]
        return article.model_copy(update={"passages": (first, *(one for one in article.passages if one != first))})

    def _related(self, article: Article) -> list[str]:
        known = self._knowledge.articles
        keys = (f"{other}.{article.front.lang}" for other in article.front.related)
        return [known[key].front.title for key in keys if key in known]


@dataclass
class _Saying:
    """Sentences being put together, and the citations they need."""

    voice: Voice
    today: date
    citations: list[Citation] = field(default_factory=list)
    _sources: dict[int, Source] = field(default_factory=dict)

    def said(self, versions: list[Article]) -> tuple[tuple[CitedSentence, ...], tuple[CitedSentence, ...]]:
        """The short answer and the rest of the passage, in each of the versions."""
        first = versions[0].front
        several = len(versions) > 1
        missing = "both" if several else "other_language" if first.lang != self.voice.language else ""
        short = [*own_words(self.voice(missing) if missing else "")]
        rest: list[CitedSentence] = []
        if not missing and first.state == "translated":
            short += own_words(self.voice("translated"))
        for article in versions:
            cited = [
                self._cited(one, article, article.front.lang if several else "")
                for one in article.passages[0].sentences
            ]
            short += cited[:SHORT]
            rest += cited[SHORT:]
        return tuple(short), tuple(rest)

    def briefly(self, versions: list[Article]) -> tuple[CitedSentence, ...]:
        """The first sentences of the passage in front, in each of the versions."""
        several = len(versions) > 1
        return tuple(
            self._cited(one, article, article.front.lang if several else "")
            for article in versions
            for one in article.passages[0].sentences[:BRIEF]
        )

    def warnings(self) -> Iterable[CitedSentence]:
        """What is to be said of the sources: that figures have ended, or that a source is not the official one."""
        told: set[str] = set()
        for number, source in self._sources.items():
            if source.id in told:
                continue
            told.add(source.id)
            if _ended(source, self.today):
                assert source.valid_until is not None
                text = self.voice("expired", title=source.title, day=self.voice.day(source.valid_until))
                yield CitedSentence(text, (number,), own=True)
            if source.confidence == "medium":
                text = self.voice("according", title=source.title, day=source.as_of)
                yield CitedSentence(text, (number,), own=True)

    def expired(self) -> tuple[int, ...]:
        """The citations whose figures have ended."""
        return tuple(number for number, source in self._sources.items() if _ended(source, self.today))

    def _cited(self, sentence: Sentence, article: Article, language: str) -> CitedSentence:
        numbers = [self._number(article.source(mark), article) for mark in sentence.marks]
        return CitedSentence(sentence.text, tuple(dict.fromkeys(numbers)), language=language)

    def _number(self, source: Source, article: Article) -> int:
        passage = article.passages[0]
        place = f"{article.key}#{passage.number}"
        for citation in self.citations:
            if self._sources[citation.number].id == source.id and citation.passage == place:
                return citation.number
        citation = Citation(
            number=len(self.citations) + 1,
            article=article.key,
            passage=place,
            heading=f"{article.front.title}: {passage.heading}",
            source=source.title,
            url=source.url,
            official_url=source.official_url,
            as_of=source.as_of,
            confidence=source.confidence,
        )
        self.citations.append(citation)
        self._sources[citation.number] = source
        return citation.number


def _ended(source: Source, today: date) -> bool:
    return source.valid_until is not None and source.valid_until < today


def _weight(evidence: Evidence, asked: Asked) -> float:
    own = not asked.situation.groups or asked.situation.exactly(evidence.article.front.audience)
    return evidence.score * (1 if own else MISMATCH)


def _for_own_group(found: Sequence[Evidence], convinced: Sequence[Evidence], asked: Asked) -> tuple[Evidence, ...]:
    """Where all that convinces is for others: what is written for the person's own group and stands close behind it."""
    own = [one for one in found if set(asked.situation.groups) & set(one.article.front.audience)]
    return tuple(own[:1]) if convinced and own and convinced[0].score - own[0].score < CLOSE else ()


def _admits(evidence: Evidence, asked: Asked) -> bool:
    """Whether a passage is for this person, or for the people the question is about."""
    audience = evidence.article.front.audience
    about = {*groups_asked_about(asked.text), *asked.situation.family}
    return asked.situation.admits(audience) or bool(about & set(audience))


def _chips(article: Article, asked: Asked, text: str, context: Context) -> list[str]:
    """What a person may say about themselves with one click, asked once, where the answer depends on it."""
    session = context.session
    if "all" in article.front.audience or asked.situation.groups or session.asked_situation:
        return []
    session.asked_situation = True
    session.waiting = (text or asked.text)[:2_000]
    return [context.voice(f"chip_{group}") for group in GROUPS if group not in ("refugee", "cross_border")]


NO_FINDINGS = Findings((), (), ())
