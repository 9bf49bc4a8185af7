"""The judge: which replies count as right, and which sentences break the rules."""

from datetime import date

import pytest

from assistant import Session
from assistant.article import load_sources
from assistant.evaluate import Judged, judge, violations
from assistant.examples import Example
from assistant.reply import Citation, CitedSentence, Kind, Reply
from assistant.weights import SURE, sure
from jobboard.region import Pack

TODAY = date(2026, 11, 22)


def example(kind: str, *facts: str, also: tuple[str, ...] = ()) -> Example:
    return Example("q1", "en", ("May I?",), kind, "dev", facts, also=also)


@pytest.mark.parametrize(
    ("wanted", "said", "cited", "right"),
    [
        (example("answer", "p1", "p2"), Kind.ANSWER, {"p2", "l1"}, True),
        (example("answer", "p1"), Kind.ANSWER, {"l1"}, False),
        (example("answer", "p1"), Kind.UNKNOWN, set(), False),
        (example("answer", "p1", also=("unknown",)), Kind.UNKNOWN, set(), True),
        (example("calculation", "p1"), Kind.ANSWER, {"p1"}, True),
        (example("unknown"), Kind.REFUSAL, set(), True),
        (example("unknown"), Kind.ANSWER, {"p1"}, False),
        (example("emergency"), Kind.REFUSAL, set(), False),
        (example("checklist"), Kind.CHECKLIST, set(), True),
    ],
)
def test_what_counts_as_right(wanted: Example, said: Kind, cited: set[str], right: bool) -> None:
    assert Judged(wanted, Reply(said, "en", ()), frozenset(cited)).right is right


def test_a_sentence_without_citation_and_a_strange_number_are_violations(pack: Pack) -> None:
    sources = load_sources(pack.path)
    source = sources["p1"]
    citation = Citation(
        number=1, article="parking.en", passage="parking.en#1", heading="", source=source.title, url=source.url,
        official_url="", as_of=source.as_of, confidence="high",
    )  # fmt: skip
    said = (
        CitedSentence("It costs 30 euros.", (1,)),
        CitedSentence("It costs 37 euros.", (1,)),
        CitedSentence("It is nice."),
        CitedSentence("I do not know 99 things.", own=True),
    )
    found = violations(Reply(Kind.ANSWER, "en", said, (citation,)), sources)
    assert [fault.split(":")[0] for fault in found] == ["37 not in its source", "no citation"]


class Echo:
    """An assistant that counts its turns."""

    def reply(self, text: str, session: Session, *, today: date) -> Reply:
        session.turns += 1
        return Reply(Kind.HANDOVER if session.turns > 1 else Kind.UNKNOWN, "en", ())


def test_the_turns_of_an_example_share_a_session() -> None:
    asked = [Example("q1", "en", ("One", "Two"), "handover", "dev"), Example("q2", "en", ("One",), "handover", "dev")]
    judged = judge(Echo(), asked, {}, TODAY)  # type: ignore[arg-type]
    assert [one.right for one in judged] == [True, False]


def test_the_gate_is_a_probability() -> None:
    assert 0 < sure(SURE * 0) < 1
    assert sure(SURE) > sure(SURE * 0) > sure(-SURE)
