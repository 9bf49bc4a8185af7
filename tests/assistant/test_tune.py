"""The fit of the weights, on questions whose answer is plain."""

import tomllib

import numpy as np
import pytest

from assistant.look import FEATURES, SIGNS, Look
from assistant.tune import Questions, Seen, fit_gate, fit_ranking, written
from assistant.weights import FILE, PAGES, RANKING, SURE

CHANCE = np.random.default_rng(3)


def seen(right: int, counts: float = 1.0) -> Seen:
    """A look at four articles: the right one (or none) is known by the first feature, the others are noise."""
    features = CHANCE.random((4, len(FEATURES))) * 0.5
    wanted = np.arange(4) == right
    features[wanted, 0] = 1.0
    near = np.where(wanted, 1.0, 0.3)[None, :]
    return Seen(Look(features, np.ones(1), near, (0.0, 0.0, 0.0), np.zeros((4, 2), np.bool_)), wanted, counts)


def test_the_ranking_puts_the_right_ones_first() -> None:
    questions = [seen(at % 4) for at in range(40)]
    weights = fit_ranking([Questions.of(questions)])
    assert weights.argmax() == 0
    assert all(one.right[(one.look.features @ weights).argmax()] for one in [seen(at % 4) for at in range(20)])


def test_a_set_of_no_weight_says_nothing() -> None:
    questions, misleading = [seen(at % 4) for at in range(20)], [seen(at % 4) for at in range(20)]
    wrong = Questions([one.look.features for one in misleading], [np.roll(one.right, 1) for one in misleading], 0.0)
    alone, beside = fit_ranking([Questions.of(questions)]), fit_ranking([Questions.of(questions), wrong])
    assert beside == pytest.approx(alone)


def test_the_gate_tells_what_has_an_answer() -> None:
    ranking = np.eye(len(FEATURES))[0]
    questions = [seen(at % 4) for at in range(40)] + [seen(-1) for _ in range(40)]
    weights, bias = fit_gate(questions, ranking)

    def chance(one: Seen) -> float:
        scores = one.look.features @ ranking
        return float(one.look.signs(int(scores.argmax()), scores) @ weights) + bias

    assert all((chance(one) > 0) == one.right.any() for one in [seen(0), seen(3), seen(-1), seen(-1)])


def test_the_table_is_written_as_it_is_read() -> None:
    table = tomllib.loads(FILE.read_text("utf-8"))
    assert list(table["ranking"]) == list(table["pages"]) == list(FEATURES) and list(table["sure"]) == list(SIGNS)
    assert tomllib.loads(written(table)) == table
    assert (len(RANKING), len(PAGES), len(SURE)) == (len(FEATURES), len(FEATURES), len(SIGNS))
