"""ask: the welcome assistant on the command line, a question at a time or a file of conversations."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jobboard.commands.context import AS_JSON, Context, fail, pass_context, say, show, speaks

if TYPE_CHECKING:
    from assistant import Assistant, Reply, Session

_GROUPS = click.Choice(["eu", "third_country", "ukraine24", "refugee", "cross_border"])


@click.command()
@click.argument("question", required=False, default="")
@click.option("--lang", default="", help="Language of the reply; read from the question if not given.")
@click.option(
    "--situation",
    "groups",
    type=_GROUPS,
    multiple=True,
    help="Whose rules hold for the person; may be given several times.",
)
@click.option(
    "--session",
    "session_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Go on with the conversation of this file, and keep it there.",
)
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help='A file of conversations, a JSON object a line: {"id", "turns": [text, ...], "lang"}; prints the reply to each last turn.',
)
@AS_JSON
@pass_context
@speaks
def ask(
    context: Context,
    question: str,
    lang: str,
    groups: tuple[str, ...],
    session_file: Path | None,
    batch: Path | None,
    as_json: bool,
) -> None:
    """Ask the welcome assistant; it answers from the region's reviewed articles or says that it does not know."""
    if batch is None and not question.strip():
        raise click.UsageError("The question is empty.")
    if batch is not None and (question or session_file):
        raise click.UsageError("--batch takes neither a question nor --session.")
    assistant = _assistant(context)
    if batch is not None:
        if not _answer_all(assistant, context, batch, lang, groups):
            sys.exit(1)
        return
    session = _session(session_file, groups)
    reply = assistant.reply(question, session, today=context.today, language=lang)
    if session_file:
        _keep(session_file, session)
    if as_json:
        show(reply.to_dict())
    else:
        _say(reply)


def _assistant(context: Context) -> "Assistant":
    from assistant.opening import open_assistant

    assistant = open_assistant(context.settings, context.pack, index=context.open_index, store=lambda: context.store)
    if assistant.fault:
        say(
            f"{assistant.fault}\n{context.texts('Search by meaning is out of order. Answers are found by their words only.')}"
        )
    if not any(context.settings.vectors.glob("*.npz")):
        say(context.texts("The assistant learns from the region's questions first; that takes half a minute, once."))
    return assistant


def _session(file: Path | None, groups: tuple[str, ...]) -> "Session":
    from assistant import Session, Situation

    session = Session()
    if file and file.exists():
        try:
            session = Session.from_json(file.read_text("utf-8"))
        except (ValueError, OSError):
            fail(f"Error: {file} is no conversation of this command; name another file or remove it.")
    if groups:
        session.situation = session.situation.joined(Situation.model_validate({"groups": groups}))
    return session


def _keep(file: Path, session: "Session") -> None:
    """Write the conversation, readable by its owner only; an interrupted write leaves the old one."""
    new = file.with_name(f".{file.name}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        stream.write(session.to_json())
    new.replace(file)


def _answer_all(assistant: "Assistant", context: Context, file: Path, lang: str, groups: tuple[str, ...]) -> bool:
    """Print the reply to each conversation's last turn; whether every line could be read."""
    good = True
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            name, turns, language = _conversation(line)
        except _BadLine as error:
            show({"id": error.name, "error": f"line {number}: {error}"})
            good = False
            continue
        session = _session(None, groups)
        replies = [assistant.reply(turn, session, today=context.today, language=language or lang) for turn in turns]
        show({"id": name, **replies[-1].to_dict()})
    return good


def _lines(file: Path) -> Iterator[str]:
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    for line in data.split(b"\n"):
        yield line.decode("utf-8", "replace").removeprefix("\ufeff")


class _BadLine(ValueError):
    """A line that is no conversation; `name` is its id as far as it has one."""

    def __init__(self, reason: str, name: Any = None) -> None:
        super().__init__(reason)
        self.name = name


def _conversation(line: str) -> tuple[str | int, list[str], str]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _BadLine("it is not JSON") from error
    if not isinstance(row, dict):
        raise _BadLine("it is no JSON object")
    name, turns, lang = row.get("id"), row.get("turns"), row.get("lang") or ""
    if not isinstance(name, str | int) or isinstance(name, bool):
        raise _BadLine("id is missing, or neither a text nor a number")
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise _BadLine("turns must be a list of texts, at least one", name)
    if not isinstance(lang, str):
        raise _BadLine("lang must be a language code", name)
    return name, turns, lang


def _say(reply: "Reply") -> None:
    for sentence in reply.sentences:
        click.echo(sentence.text + "".join(f" [{number}]" for number in sentence.citations))
    for item in reply.checklist:
        due = f"{item.due.isoformat()}: " if item.due else ""
        click.echo(f"- {due}{item.text}" + "".join(f" [{number}]" for number in item.citations))
    for posting in reply.postings:
        click.echo(f"  {posting.id} {posting.title}")
    for citation in reply.citations:
        click.echo(
            f"  [{citation.number}] {citation.source} ({citation.as_of}) {citation.official_url or citation.url}"
        )
