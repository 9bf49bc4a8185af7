"""OMoS-QA's rows as questions and pages as articles; and the fit of the ranking on a case that can be seen through."""

import json
from pathlib import Path

import numpy as np

from assistant.omosqa import knowledge_of, load
from assistant.tune import Questions, fit_ranking
from index import load_encoder

ROWS = [
    {"question": "What does a stall cost?", "answers": [2], "context": "Market\nEvery Friday.\nA stall costs 5 euros.", "city": "musterstadt", "pageId": 1},
    {"question": "Who sings?", "answers": [], "context": "Choir\nThe choir meets on Monday.", "city": "musterstadt", "pageId": 2},
]  # fmt: skip


def test_rows_and_pages(tmp_path: Path) -> None:
    path = tmp_path / "dev" / "omosqa" / "en" / "dev_en.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    asked = load(tmp_path, "en", "dev")
    assert [(one.key, one.answered, one.city) for one in asked] == [
        ("p1", True, "en musterstadt"),
        ("p2", False, "en musterstadt"),
    ]
    knowledge = knowledge_of(asked, load_encoder())
    assert knowledge.ids == ("p1", "p2")
    best = knowledge.search(asked[0].question, "en")[0]
    assert best.article.front.id == "p1" and "5 euros" in best.passage.text


def test_the_fit_finds_the_feature_that_tells() -> None:
    chance = np.random.default_rng(1)
    right = np.eye(6, dtype=np.bool_)[chance.integers(0, 6, 50)]
    noise = chance.random((50, 6))
    weights = fit_ranking([Questions(list(np.stack([right * 0.5, noise, -0.5 * right], axis=2)), list(right))])
    assert weights[0] > 1 and abs(weights[1]) < weights[0] / 2 and weights[2] < 0
