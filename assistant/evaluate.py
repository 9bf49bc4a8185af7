"""How well does the assistant answer? `python -m assistant.evaluate --data FOLDER` prints it, by language and kind of question.

On OMoS-QA (development part; its pages are the articles): recall@3 over all pages and over those of the question's own city, as
a town's assistant knows its own pages only; and whether a page answers a question, by a logistic regression on the same signs
that is fitted on the training part. On the region's own questions: the kind of reply, the citation, refusals where an answer
stands in the articles, and every sentence and number against its source.
"""

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant import omosqa
from assistant.article import Source, load_sources
from assistant.assistant import Assistant
from assistant.examples import Example, load_examples
from assistant.figures import figures
from assistant.knowledge import Floats, Knowledge
from assistant.reply import Kind, Reply
from assistant.session import Session
from assistant.situation import Situation
from index import LocalIndex, load_encoder
from index.document import document_of
from index.encoder import Encoder
from jobboard.demo import load_demo
from jobboard.pack import find_pack, load_pack
from jobboard.places import Gazetteer
from jobboard.region import Pack
from jobboard.store import Store, create_store, sqlite_url

TOP = 3
CAUTION = 0.003  # by cross-validation on the training part, a question's five languages in one fold
# What is right where no answer may be given.
HELD_BACK = frozenset((Kind.UNKNOWN, Kind.REFUSAL, Kind.HANDOVER, Kind.EMERGENCY))


@dataclass(frozen=True, slots=True)
class Judged:
    """An example and the reply to its last turn."""

    example: Example
    reply: Reply
    cited: frozenset[str]

    @property
    def right(self) -> bool:
        """Whether the reply is of the kind it should be, and a fact's answer cites one of the facts."""
        return any(self._as(Kind(kind)) for kind in (self.example.kind, *self.example.also))

    def _as(self, wanted: Kind) -> bool:
        if wanted in (Kind.ANSWER, Kind.CALCULATION):
            return self.reply.kind in (Kind.ANSWER, Kind.CALCULATION) and bool(self.cited & set(self.example.facts))
        if wanted in (Kind.UNKNOWN, Kind.REFUSAL):
            return self.reply.kind in HELD_BACK
        return self.reply.kind is wanted


def recall(knowledge: Knowledge, asked: Sequence[omosqa.Asked]) -> tuple[float, float]:
    """Recall@3 of the pages of the answered questions: over all pages, and over those of the question's city."""
    cities = np.array([next(one.city for one in asked if one.key == key) for key in knowledge.ids])
    everywhere, in_city, total = 0, 0, 0
    for one in asked:
        if one.answered:
            scores = knowledge.scores(knowledge.look(one.question))
            at = knowledge.ids.index(one.key)
            total += 1
            everywhere += int((scores > scores[at]).sum()) < TOP
            in_city += int((scores[cities == one.city] > scores[at]).sum()) < TOP
    return everywhere / total, in_city / total


def answerable(data: Path, encoder: Encoder) -> dict[str, float]:
    """Balanced accuracy, by language, of "does this page answer this question?"."""
    rows: dict[str, list[tuple[Floats, list[bool]]]] = {"train": [], "dev": []}
    for language in omosqa.LANGUAGES:
        asked = {part: omosqa.load(data, language, part) for part in rows}
        known = {part: omosqa.knowledge_of(some, encoder) for part, some in asked.items()}
        evidence = {part: np.array([_evidence(known[part], one) for one in some]) for part, some in asked.items()}
        usual = evidence["train"].mean(axis=0)  # signs lie higher in one language than in another
        for part, found in rows.items():
            found.append((evidence[part] - usual, [one.answered for one in asked[part]]))
    model = make_pipeline(StandardScaler(), LogisticRegression(C=CAUTION, class_weight="balanced", max_iter=5_000))
    model.fit(np.concatenate([x for x, _ in rows["train"]]), [one for _, y in rows["train"] for one in y])
    scores: dict[str, float] = {}
    for language, (evidence_, truth) in zip(omosqa.LANGUAGES, rows["dev"], strict=True):
        said, true = model.predict(evidence_).astype(bool), np.array(truth)
        scores[language] = float((said[true].mean() + (~said[~true]).mean()) / 2)
    return scores


def _evidence(knowledge: Knowledge, one: omosqa.Asked) -> Floats:
    look = knowledge.look(one.question)
    scores, at = knowledge.scores(look), knowledge.ids.index(one.key)
    others = np.sort(np.delete(scores, at))[::-1]
    return np.append(look.signs(at, scores), [scores[at] - others[:5].mean(), (scores > scores[at]).sum()])


def with_demo(pack: Pack, encoder: Encoder, store: Store, today: date) -> Assistant:
    """An assistant that searches the pack's demo postings, which are put into the store."""
    load_demo(
        Path(pack.path),
        store,
        today=today,
        now=datetime.now(UTC),
        gazetteer=Gazetteer(pack.localities, pack.region.country),
    )
    index = LocalIndex.of_documents([document_of(one) for one in store.live(today)], encoder)
    return Assistant.of_pack(pack, encoder, index=lambda: index, store=lambda: store)


def judge(assistant: Assistant, examples: Iterable[Example], sources: dict[str, Source], today: date) -> list[Judged]:
    """Every example put to the assistant, its turns in one session."""
    judged = []
    for example in examples:
        session = Session()
        if example.group:
            session.situation = Situation(groups=(example.group,))
        replies = [assistant.reply(turn, session, today=today) for turn in example.turns]
        judged.append(Judged(example, replies[-1], frozenset(cited(replies[-1], sources))))
    return judged


def cited(reply: Reply, sources: dict[str, Source]) -> Iterable[str]:
    """The ids of the sources a reply cites."""
    for citation in reply.citations:
        yield from (
            one.id
            for one in sources.values()
            if (one.title, one.url, one.as_of) == (citation.source, citation.url, citation.as_of)
        )


def violations(reply: Reply, sources: dict[str, Source]) -> list[str]:
    """Sentences of a reply about the world without a citation, and numbers that no citation of theirs states."""
    found = []
    by_number = {
        citation.number: [
            one
            for one in sources.values()
            if (one.title, one.url, one.as_of) == (citation.source, citation.url, citation.as_of)
        ]
        for citation in reply.citations
    }
    for sentence in (*reply.sentences, *reply.more):
        if sentence.own:
            continue
        if not sentence.citations:
            found.append(f"no citation: {sentence.text}")
        stated = {figure for number in sentence.citations for one in by_number[number] for figure in one.known_figures}
        if reply.kind is Kind.ANSWER and (strange := figures(sentence.text) - stated):
            found.append(f"{', '.join(sorted(strange))} not in its source: {sentence.text}")
    return found


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values):4}/{len(values):<4}{sum(values) / len(values):.3f}" if values else "   -         "


def _report(judged: Sequence[Judged], sources: dict[str, Source]) -> None:
    print("right, by kind of question and language (answer: also cites a right source)")
    languages = sorted({one.example.language for one in judged})
    for kind in Kind:
        own = [one for one in judged if one.example.kind == kind]
        if own:
            parts = [
                f"{language} {sum(one.right for one in some)}/{len(some)}"
                for language in languages
                if (some := [one for one in own if one.example.language == language])
            ]
            print(f"  {kind.value:12}{_share([one.right for one in own])}   {'  '.join(parts)}")
    answers = [one for one in judged if one.example.kind in (Kind.ANSWER, Kind.CALCULATION)]
    print(f"  held back although the articles answer it {_share([one.reply.kind in HELD_BACK for one in answers])}")
    several = [one for one in judged if len(one.example.turns) > 1]
    print(f"  in several turns                          {_share([one.right for one in several])}")
    broken = [fault for one in judged for fault in violations(one.reply, sources)]
    print(f"  sentences without a citation, or with a number that it does not state: {len(broken)}")
    for fault in broken[:10]:
        print(f"    {fault}")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--data", type=Path, help="the folder with dev/omosqa; without it only the region's own questions"
    )
    parser.add_argument("--region", default="", help="a region pack; the bundled one if not given")
    parser.add_argument("--misses", action="store_true", help="print every question that was not answered right")
    arguments = parser.parse_args()
    encoder, folder, today = load_encoder(), find_pack(arguments.region), date.today()
    if arguments.data:
        print("OMoS-QA, development part: recall@3 over all pages, over the city's pages; page answers question or not")
        balanced = answerable(arguments.data, encoder)
        for language in omosqa.LANGUAGES:
            asked = omosqa.load(arguments.data, language, "dev")
            everywhere, in_city = recall(omosqa.knowledge_of(asked, encoder), asked)
            print(f"  {language}  {everywhere:.3f}  {in_city:.3f}  {balanced[language]:.3f}")
    with tempfile.TemporaryDirectory() as scratch:
        assistant = with_demo(load_pack(folder), encoder, create_store(sqlite_url(Path(scratch))), today)
        _own_questions(assistant, folder, today, misses=arguments.misses)


def _own_questions(assistant: Assistant, folder: Path, today: date, *, misses: bool) -> None:
    sources = load_sources(folder)
    for part in ("dev", "test"):
        examples = [one for one in load_examples(folder) if one.part == part]
        if not examples:
            continue
        print(f"own questions, part {part} ({len(examples)}; the weights were set on part dev)")
        judged = judge(assistant, examples, sources, today)
        _report(judged, sources)
        if misses:
            for one in judged:
                if not one.right:
                    print(f"  - {one.example.id} {one.example.kind} {one.example.turns} {one.example.facts}")
                    print(f"      {one.reply.kind.value}: {one.reply.answer[:150]} {sorted(one.cited)}")


if __name__ == "__main__":
    main()
