"""Evaluation questions: what is read, what is refused, and that the bundled ones stand on sources there are."""

import json
from pathlib import Path

import pytest

import jobboard
from assistant.article import load_articles, load_sources
from assistant.errors import ArticleError
from assistant.examples import FILE, load_examples
from assistant.knowledge import Knowledge
from index import load_encoder
from jobboard.region import Pack

ROW = {"id": "q1", "lang": "en", "turns": ["May I park?"], "kind": "answer", "part": "dev", "facts": ["p2"]}
PACKS = sorted(
    path for path in (Path(jobboard.__file__).parent / "regions").iterdir() if (path / "region.toml").is_file()
)


def test_a_question_and_the_articles_that_answer_it(tmp_path: Path, pack: Pack) -> None:
    assert load_examples(tmp_path) == []
    (tmp_path / FILE).write_text(json.dumps(ROW) + "\n", "utf-8")
    (example,) = load_examples(tmp_path)
    knowledge = Knowledge(load_articles(pack.path), load_encoder())
    assert example.right(knowledge).tolist() == [one == "parking" for one in knowledge.ids]


@pytest.mark.parametrize(
    "line",
    ["", "[]", "{}", *(json.dumps({**ROW, **change}) for change in ({"kind": "song"}, {"part": "x"}, {"turns": []}))],
)
def test_what_is_no_question_is_named_by_line(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE).write_text(json.dumps(ROW) + "\n" + line + "\n", "utf-8")
    with pytest.raises(ArticleError) as caught:
        load_examples(tmp_path)
    assert caught.value.line == 2


@pytest.mark.parametrize("region", PACKS, ids=lambda path: path.name)
def test_bundled_questions_stand_on_sources_that_are_cited(region: Path) -> None:
    examples = load_examples(region)
    cited = {source.id for article in load_articles(region) for source in article.sources}
    known = load_sources(region)
    assert len({one.id for one in examples}) == len(examples) >= 300
    assert {fact for one in examples for fact in one.facts} <= cited
    assert not [one.id for one in examples if any(known[fact].confidence == "low" for fact in one.facts)]
    assert {one.language for one in examples} >= {"de", "en", "uk", "ar", "tr"}
    assert sum(len(one.turns) > 1 for one in examples) >= 60
