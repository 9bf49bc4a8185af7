"""`jobboard unanswered`: what the operator sees of questions passed on, and of votes."""

import json
from datetime import date, timedelta

from click.testing import CliRunner, Result

from jobboard.cli import main
from jobboard.feedback import keep_question, vote
from jobboard.settings import read_settings
from jobboard.store import create_store

TODAY = date.today()


def run(environment: dict[str, str], *options: str) -> Result:
    done = CliRunner().invoke(main, ["unanswered", *options], env=environment)
    assert done.exit_code == 0, done.output
    return done


def test_topics_with_texts_of_a_week_and_votes(settings_env: dict[str, str]) -> None:
    store = create_store(read_settings(settings_env).database_url)
    assert "No question was passed on." in run(settings_env).stderr
    assert "Nobody voted yet." in run(settings_env, "--votes").stderr
    keep_question(store, "parking", "Where may I park my boat?", day=TODAY)
    keep_question(store, "parking", "Too old?", day=TODAY - timedelta(days=9))
    vote(store, "answer", "parking", helpful=False, day=TODAY)
    store.close()
    lines = run(settings_env).stdout.splitlines()
    assert lines == [f"   2  parking  ({TODAY - timedelta(days=9)} to {TODAY})", "      Where may I park my boat?"]
    (topic,) = [json.loads(line) for line in run(settings_env, "--json").stdout.splitlines()]
    assert (topic["topic"], topic["number"], topic["texts"]) == ("parking", 2, ["Where may I park my boat?"])
    assert run(settings_env, "--votes").stdout.split() == ["0", "helpful", "1", "not", "answer", "parking"]
