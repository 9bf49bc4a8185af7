"""How often the model may be asked: limits hold per conversation, per day and over all processes."""

import multiprocessing
import os
from datetime import date
from pathlib import Path

import pytest

from assistant.budget import FAILURES, PAUSE_S, Budget
from assistant.session import Session

TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)


class Clock:
    """A clock that is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_conversation_has_its_share(tmp_path: Path) -> None:
    budget = Budget(tmp_path, per_session=2, per_day=100)
    session, other = Session(), Session()
    assert [budget.refusal(session, TODAY) for _ in range(3)] == ["", "", "session"]
    assert budget.refusal(other, TODAY) == "" and (session.rephrased, other.rephrased) == (2, 1)
    assert budget.refusal(Session.from_json(session.to_json()), TODAY) == "session"


def test_a_day_has_its_share_and_the_next_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    budget = Budget(folder, per_session=100, per_day=3)
    assert [budget.refusal(Session(), TODAY) for _ in range(5)] == ["", "", "", "day", "day"]
    assert Budget(folder, per_session=100, per_day=3).refusal(Session(), TODAY) == "day"
    assert budget.refusal(Session(), TOMORROW) == ""
    assert [path.name for path in folder.iterdir()] == ["llm-2026-11-23.count"]


def test_what_is_refused_takes_nothing(tmp_path: Path) -> None:
    budget = Budget(tmp_path, per_session=1, per_day=100)
    session = Session()
    assert [budget.refusal(session, TODAY) for _ in range(4)] == ["", "session", "session", "session"]
    assert (tmp_path / "llm-2026-11-22.count").stat().st_size == 1


def test_of_two_that_come_at_once_the_first_gets_the_last_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget, other = (Budget(tmp_path, per_session=9, per_day=2) for _ in range(2))
    assert budget.refusal(Session(), TODAY) == ""
    opened, given = os.open, []

    def interrupted(*args: object) -> int:
        monkeypatch.undo()
        given.append(other.refusal(Session(), TODAY))
        return opened(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("assistant.budget.os.open", interrupted)
    assert (budget.refusal(Session(), TODAY), given) == ("day", [""])


def test_what_cannot_be_counted_is_not_asked(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Budget(tmp_path / "file", per_session=9, per_day=9).refusal(Session(), TODAY) == "day"


def test_a_model_that_does_not_answer_is_left_alone_for_a_while(tmp_path: Path) -> None:
    clock = Clock()
    budget = Budget(tmp_path, per_session=100, per_day=100, clock=clock)
    for _ in range(FAILURES):
        assert budget.refusal(Session(), TODAY) == ""
        budget.tell(answered=False)
    assert budget.refusal(Session(), TODAY) == "pause"
    clock.now += PAUSE_S
    assert budget.refusal(Session(), TODAY) == ""
    budget.tell(answered=False)
    assert budget.refusal(Session(), TODAY) == "pause"
    clock.now += PAUSE_S
    budget.tell(answered=True)
    budget.tell(answered=False)
    assert budget.refusal(Session(), TODAY) == ""


def _ask_often(folder: Path, times: int, given: "multiprocessing.Queue[int]") -> None:
    budget = Budget(folder, per_session=1_000, per_day=50)
    session = Session()
    given.put(sum(budget.refusal(session, TODAY) == "" for _ in range(times)))


def test_processes_share_the_day(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    given = context.Queue()
    workers = [context.Process(target=_ask_often, args=(tmp_path, 40, given)) for _ in range(3)]
    for worker in workers:
        worker.start()
    assert sum(given.get(timeout=60) for _ in workers) == 50
    for worker in workers:
        worker.join()
