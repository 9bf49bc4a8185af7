"""What do the articles say? The passage that answers, sentence by sentence, each with its citations; or None."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.article import Article, Front, Passage, Sentence
from assistant.citing import Citations
from assistant.gate import convincing
from assistant.knowledge import Evidence, Knowledge
from assistant.question import Asked, Context
from assistant.reply import CitedSentence, Kind, Reply, own_words
from assistant.session import LONGEST_WORDS, Topic
from assistant.situation import GROUPS, groups_asked_about

SHORT = 4  # sentences said at once; the passage's others stand ready
BRIEF = 2  # sentences of what may be meant as well
BESIDE = 0.3  # how near in score that must be
FOUND = 8
FOLLOW_UPS = 5
CLEAR = 4  # words of a heading that can be understood without its article's title
# How much less a passage counts that is written for others than the person's own group, though open to it.
MISMATCH = 0.9
CLOSE = 0.5  # in score
FAINT = 0.01  # of a sureness; below it an article is not near either
AHEAD = 0.8  # in score; so far ahead of its rule a special case is what was asked for
NAMED = 0.03  # the share of a question that names a special case
LATER = 0.15  # how much surer the next text to search with must be
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
    """Answers from the articles: first what holds in general, a special case first only where the question names it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def find(self, asked: Asked) -> Findings:
        """The evidence for the one of the question's texts by which an article is found most surely."""
        for_others: list[Evidence] = []
        near: list[str] = []
        best, chance = NO_FINDINGS, 0.0
        for at, text in enumerate(asked.texts):
            found = self._knowledge.search(asked.dated(text), asked.language, FOUND, asked.comes_after(text))
            near += [one.article.front.title for one in found if one.sureness >= FAINT]
            convinced = sorted((one for one in found if convincing(one)), key=lambda one: -_weight(one, asked))
            fitting = tuple(one for one in convinced if _admits(one, asked)) or _for_own_group(found, convinced, asked)
            for_others += convinced
            if fitting and fitting[0].sureness - at * LATER > chance:
                chance = fitting[0].sureness - at * LATER
                open_to = [one for one in found if _admits(one, asked)]
                fitting = self._rule_first(fitting, open_to, text)
                close = [one for one in _beside(fitting[0], open_to) if _near(one, fitting[0], asked)]
                beside = tuple(self._usual_first(one, text) for one in close)
                best = Findings(fitting, (), (), beside, text)
            if chance > CERTAIN:
                break
        told = tuple(dict.fromkeys(near))
        return replace(best, near=told) if best.fitting else Findings((), tuple(for_others), told)

    def _rule_first(self, fitting: tuple[Evidence, ...], found: Sequence[Evidence], text: str) -> tuple[Evidence, ...]:
        """What fits, the rule before a special case of it that the text does not name."""
        case = fitting[0]
        named = case.article.front.special_case_of
        rule = next((one for one in found if one.article.front.id == named), None)
        ahead = rule is not None and case.score - rule.score < AHEAD
        if rule and ahead and self._knowledge.own_share(text, case.article, None, rule.article) <= NAMED:
            fitting = (rule, *(one for one in fitting if one.article.front.id != named))
        return (self._usual_first(fitting[0], text), *fitting[1:])

    def _usual_first(self, one: Evidence, text: str) -> Evidence:
        """An article's evidence, its usual passage before one for a special case that the text does not name."""
        article, passage = one.article, one.passage
        exception = passage.number in article.front.exceptions
        if exception and self._knowledge.own_share(text, article, passage, article) <= NAMED:
            return replace(one, passage=article.usual, second=passage)
        return one

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
        sentences, more = saying.said(versions, best.order.get(passage.number, ()))
        if best.second:
            also = self._versions(article, best.second, asked.language)
            sentences += saying.briefly(also, best.order.get(best.second.number, ()))
        audience = _audience(article)
        sentences += saying.notes(audience)
        said = {mark for part in (passage, best.second) if part for one in part.sentences for mark in one.marks}
        for other in findings.beside:
            if all(said.issuperset(one.marks) for one in other.passage.sentences[:BRIEF]):
                continue  # the same facts once more
            sentences += own_words(context.voice("perhaps", title=other.article.front.title))
            also = self._versions(other.article, other.passage, asked.language)
            sentences += saying.briefly(also, other.order.get(other.passage.number, ()))
            sentences += saying.notes(_audience(other.article) if _audience(other.article) != audience else ())
        leant = asked.leans and findings.text not in (asked.text, "")
        words = asked.before if leant else asked.text
        context.session.last = words[:LONGEST_WORDS]
        context.session.topic = Topic(
            article=article.front.id, passage=passage.number, title=article.front.title, words=context.session.last
        )
        chips = _chips(article, asked, findings.text, context)
        sentences += own_words(context.voice("ask_group") if chips else "")
        shown = versions[0]
        parts = [_as_question(shown, one) for one in shown.passages if one.number != passage.number]
        others = [one.article.front.title for one in findings.fitting[1:] if _akin(one.article.front, article.front)]
        return Reply(
            kind=Kind.ANSWER,
            language=asked.language,
            sentences=sentences,
            citations=tuple(saying.citations),
            more=more,
            follow_ups=tuple(dict.fromkeys([*chips, *parts, *self._related(shown), *others]))[:FOLLOW_UPS],
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


class _Saying(Citations):
    """Sentences of passages being put together, and the citations they need."""

    def said(
        self, versions: list[Article], order: Sequence[int]
    ) -> tuple[tuple[CitedSentence, ...], tuple[CitedSentence, ...]]:
        """The short answer, with what comes first in `order`, and the rest of the passage, in each of the versions."""
        first = versions[0].front
        several = len(versions) > 1
        missing = "both" if several else "other_language" if first.lang != self.voice.language else ""
        short = [*own_words(self.voice(missing) if missing else "")]
        rest: list[CitedSentence] = []
        if not missing and first.state == "translated":
            short += own_words(self.voice("translated"))
        for article in versions:
            language, sentences = article.front.lang if several else "", article.passages[0].sentences
            chosen = _chosen(len(sentences), SHORT, order)
            short += [self._cited(sentences[place], article, language) for place in chosen]
            left = (one for place, one in enumerate(sentences) if place not in chosen)
            rest += [self._cited(one, article, language) for one in left]
        return tuple(short), tuple(rest)

    def briefly(self, versions: list[Article], order: Sequence[int]) -> tuple[CitedSentence, ...]:
        """A few sentences of the passage in front, with what comes first in `order`, in each of the versions."""
        several = len(versions) > 1
        return tuple(
            self._cited(article.passages[0].sentences[place], article, article.front.lang if several else "")
            for article in versions
            for place in _chosen(len(article.passages[0].sentences), BRIEF, order)
        )

    def notes(self, audience: Sequence[str]) -> tuple[CitedSentence, ...]:
        """What is to be said of the sentences just said: of their sources, and for whom they are."""
        told = self.voice("audience", groups=self.voice.groups(audience)) if audience else ""
        return (*self.warnings(), *own_words(told))

    def _cited(self, sentence: Sentence, article: Article, language: str) -> CitedSentence:
        numbers = [self.number(article.source(mark), article, article.passages[0]) for mark in sentence.marks]
        return CitedSentence(sentence.text, tuple(dict.fromkeys(numbers)), language=language)


def _chosen(size: int, most: int, order: Sequence[int]) -> list[int]:
    """The places of the sentences that are said at once, as they follow each other: the first, which the others lean on, and
    those that come first in `order`, or else in the passage."""
    places = [place for place in dict.fromkeys((0, *order, *range(size))) if place < size]
    return sorted(places[:most])


def _audience(article: Article) -> tuple[str, ...]:
    """Whom an article is for, if not for everybody."""
    return () if "all" in article.front.audience else tuple(article.front.audience)


def _as_question(article: Article, passage: Passage) -> str:
    """A passage's heading as something to ask next; a short one ("Exemption") says not of what."""
    if len(passage.heading.split()) >= CLEAR:
        return passage.heading
    return f"{article.front.title.partition(':')[0]}: {passage.heading}"


def _beside(first: Evidence, found: Sequence[Evidence]) -> Iterable[Evidence]:
    """What may be meant beside an article: the best of the others, if it is about the same thing."""
    front = first.article.front
    others = [one for one in found if one.article.front.id != front.id]
    return [one for one in others[:1] if _akin(one.article.front, front)]


def _akin(one: Front, other: Front) -> bool:
    """Whether two articles are about the same thing."""
    named = {*one.related, one.special_case_of}, {*other.related, other.special_case_of}
    return one.topic == other.topic or other.id in named[0] or one.id in named[1]


def _near(other: Evidence, first: Evidence, asked: Asked) -> bool:
    return _weight(first, asked) - _weight(other, asked) < BESIDE


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
    named = set(groups_asked_about(asked.text)) & set(article.front.audience)
    if named or "all" in article.front.audience or asked.situation.groups or session.asked_situation:
        return []
    session.asked_situation = True
    session.waiting = (text or asked.text)[:2_000]
    return [context.voice(f"chip_{group}") for group in GROUPS if group not in ("refugee", "cross_border")]


NO_FINDINGS = Findings((), (), ())
