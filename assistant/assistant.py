"""From a question to a reply: danger first, then evidence, then sentences that stand on it, or an honest "I don't know"."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.article import Article, Passage, Sentence, load_articles
from assistant.emergency import Help, load_help, needed_help
from assistant.knowledge import Evidence, Knowledge
from assistant.language import question_language
from assistant.reply import Citation, CitedSentence, Kind, Reply
from assistant.session import Session
from index.encoder import Encoder
from jobboard.region import Contact, Pack
from jobboard.texts import Texts, texts

# The evidence gate, set on the questions of tests/assistant/questions.tsv: meaning, and to a part the share of the
# question's words that the passage holds, of which there is a least; a question in a language without articles is
# judged by meaning alone.
GATE, COVERAGE_COUNTS, LEAST_COVERAGE, GATE_MEANING = 0.75, 0.6, 0.39, 0.38
LONGEST_QUESTION = 2_000
SENTENCES = 5
ANSWER_LANGUAGES = ("de", "en")


class Assistant:
    """Answers newcomers' questions from a region's reviewed articles, and from nothing else."""

    def __init__(self, pack: Pack, articles: Sequence[Article], help_: tuple[Help, ...], encoder: Encoder) -> None:
        self._pack, self._help = pack, help_
        self._knowledge = Knowledge(articles, encoder)

    @classmethod
    def of_pack(cls, pack: Pack, encoder: Encoder) -> "Assistant":
        """The assistant of a region pack."""
        folder = Path(pack.path)
        return cls(pack, load_articles(folder), load_help(folder), encoder)

    def reply(self, text: str, session: Session | None = None, *, today: date, language: str = "") -> Reply:
        """The reply to a question; `language` overrides what the question's own words say."""
        question = text.strip()[:LONGEST_QUESTION]
        asked_in = language or question_language(question)
        if session is not None:
            session.language = asked_in
        if help_ := needed_help(text, self._help):
            return Reply(Kind.EMERGENCY, asked_in, help_.said_in(asked_in))
        given = asked_in if asked_in in ANSWER_LANGUAGES else "en"
        found = self._knowledge.search(question, given) if question else []
        if not found or not convincing(found[0], asked_in):
            return self._unknown(asked_in, given, found)
        best = found[0]
        if session is not None:
            session.articles.append(best.article.front.id)
        return _answer(best, found, asked_in, texts(given), today)

    def suggestions(self, language: str, number: int) -> list[str]:
        """Questions the articles answer, the first of each article, in a language that has them."""
        given = language if language in ANSWER_LANGUAGES else "en"
        fitting = [article for article in self._knowledge.articles.values() if article.front.lang == given]
        return [article.front.questions[0] for article in fitting[:: max(1, len(fitting) // number)]][:number]

    def _unknown(self, asked_in: str, given: str, found: list[Evidence]) -> Reply:
        t = texts(given)
        contact = self._pack.default_contact()
        near = [one.article.front.title for one in found if one.meaning > 0]
        parts = [t("I do not know that: none of my checked articles answers it.")]
        if contact:
            parts.append(_who(contact, t))
        follow = tuple(dict.fromkeys(near))[:3]
        return Reply(
            Kind.UNKNOWN,
            asked_in,
            " ".join(parts),
            tuple(CitedSentence(part) for part in parts),
            follow_ups=follow,
            contact=contact.key if contact else "",
        )


def convincing(evidence: Evidence, language: str) -> bool:
    """Whether a passage may be answered from."""
    if language in ANSWER_LANGUAGES:
        strength = evidence.meaning + COVERAGE_COUNTS * evidence.coverage
        return evidence.coverage >= LEAST_COVERAGE and strength >= GATE
    return evidence.meaning >= GATE_MEANING


def _who(contact: Contact, t: Texts) -> str:
    reach = ", ".join(part for part in (contact.address, contact.phone, contact.email, contact.url) if part)
    name = contact.name.get(t.language) or contact.name.get("en") or contact.key
    return t("Please ask {name} ({reach}).", name=name, reach=reach) if reach else t("Please ask {name}.", name=name)


def _answer(best: Evidence, found: list[Evidence], asked_in: str, t: Texts, today: date) -> Reply:
    citations: list[Citation] = []
    sentences = [
        _cited(sentence, best.article, best.passage, citations) for sentence in best.passage.sentences[:SENTENCES]
    ]
    used = {mark for sentence in best.passage.sentences[:SENTENCES] for mark in sentence.marks}
    ended = [
        source
        for source in best.article.front.sources
        if source.id in used and source.valid_until and source.valid_until < today
    ]
    for source in ended:
        assert source.valid_until is not None
        day = t.day(source.valid_until)
        sentences.append(
            CitedSentence(
                t(
                    "Careful: figures from “{title}” were valid until {day} and may have changed.",
                    title=source.title,
                    day=day,
                )
            )
        )
    if asked_in not in ANSWER_LANGUAGES:
        sentences.insert(0, CitedSentence(t("So far I can only answer in German and English.")))
    follow = [passage.heading for passage in best.article.passages if passage.number != best.passage.number]
    follow += [one.passage.heading for one in found[1:] if one.article.key != best.article.key]
    return Reply(
        kind=Kind.ANSWER,
        language=asked_in,
        answer=" ".join(sentence.text for sentence in sentences),
        sentences=tuple(sentences),
        citations=tuple(citations),
        follow_ups=tuple(dict.fromkeys(follow))[:4],
        contact=best.article.front.contact,
    )


def _cited(sentence: Sentence, article: Article, passage: Passage, citations: list[Citation]) -> CitedSentence:
    numbers: list[int] = []
    for mark in sentence.marks:
        source = article.source(mark)
        known = next((one for one in citations if one.source == source.title and one.url == source.url), None)
        if known is None:
            known = Citation(
                len(citations) + 1, article.key, f"{article.key}#{passage.number}", f"{article.front.title}: {passage.heading}",
                source.title, source.url, source.official_url, source.as_of,
            )  # fmt: skip
            citations.append(known)
        numbers.append(known.number)
    return CitedSentence(sentence.text, tuple(dict.fromkeys(numbers)))
