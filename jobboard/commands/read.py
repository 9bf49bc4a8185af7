"""read: what an ad in plain words really offers. One ad from standard input, or one a line."""

import re
import sys
from collections.abc import Iterator
from typing import IO, Any

import click

from jobboard.commands.context import AS_JSON, Context, pass_context, say, show, speaks
from jobboard.normalise import TEXT_LENGTH, normalise
from jobboard.places import Gazetteer
from jobboard.posting import Draft, JobPosting
from jobboard.reading.classify import Classified, Classify

_LONGEST = 4 * TEXT_LENGTH  # bytes of a text that are read; what follows is passed over
_TITLE_LENGTH = 150
_GENDER_MARK = re.compile(
    r"\((?:[mwfdxi]\s?[/|,]\s?){1,3}[mwfdxi*]\)|\((?:gn|all genders|alle geschlechter)\)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?;]\s*$|[.!?]\s+[A-ZÄÖÜ]")
_NO_TITLE = "?"
# What a text cannot say of itself, or says only again.
_LEFT_OUT = frozenset(
    (
        "id", "source", "source_ref", "url", "apply_url", "apply_email", "employer", "employer_legal_form", "industry", "requisition",
        "description_html", "description_text", "permission", "demo", "first_seen", "last_seen", "status", "same_as", "links",
        "content_hash", "date_posted",
    )
)  # fmt: skip


@click.command()
@click.option("--lines", is_flag=True, help="Every line is a text of its own: one object a line, in order.")
@AS_JSON
@pass_context
@speaks
def read(context: Context, lines: bool, as_json: bool) -> None:
    """Read one ad in plain text from standard input and print everything it says: work mode, pay, languages and more.

    Bytes that are not UTF-8 are read as Windows-1252; of a text, the first 240,000 bytes.
    """
    from index.occupation import LazyClassifier

    classify = LazyClassifier(say)
    stream = sys.stdin.buffer
    texts = _lines(stream) if lines else iter((_decoded(stream.read(_LONGEST)),))
    for text in texts:
        found = read_text(text, context.gazetteer, classify)
        if lines or as_json:
            show(found)
            sys.stdout.flush()
        else:
            _print(found)


def read_text(text: str, gazetteer: Gazetteer | None, classify: Classify) -> dict[str, Any]:
    """Everything read from a text, in its public JSON form; for an empty text the same keys, all of them silent."""
    title, body = _parts(text)
    draft = Draft(source_ref="read", title=title or _NO_TITLE, description=body, description_is_html=False)

    def titled(title: str, text: str, language: str) -> Classified:
        return classify("" if title == _NO_TITLE else title, text, language)

    return _public(normalise(draft, "read", gazetteer=gazetteer, classify=titled), title)


def _public(posting: JobPosting, title: str) -> dict[str, Any]:
    full = posting.to_dict()
    said = {name: value for name, value in full.items() if name not in _LEFT_OUT}
    if not title:
        said |= {"title": "", "title_clean": "", "title_aside": []}
    term = None if posting.fixed_term is None else "fixed" if posting.fixed_term else "permanent"
    return said | {"languages": said["language_requirements"], "hours": said["weekly_hours"], "term": term}


def _parts(text: str) -> tuple[str, str]:
    """The title, if the text begins with one, and the rest; a text of one sentence has no title."""
    head, _, rest = text.strip().partition("\n")
    head = head.strip()
    short = len(head) <= _TITLE_LENGTH and not _SENTENCE_END.search(head)
    if short and (rest.strip() or _GENDER_MARK.search(head)):
        return head, rest
    return "", text


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """The lines of a stream as they come; of an overlong one the beginning. A written-out backslash-n ends a line of the ad."""
    while raw := stream.readline(_LONGEST):
        rest = raw
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST)
        yield _decoded(raw).replace("\\r\\n", "\n").replace("\\n", "\n")


def _decoded(data: bytes) -> str:
    """The text of the bytes; a character cut in half at the end is left out."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end == len(data) and len(data) - error.start < 4 and error.reason.startswith("unexpected end"):
            return data[: error.start].decode("utf-8-sig")
        return data.decode("cp1252", errors="replace")


def _print(found: dict[str, Any]) -> None:
    """The facts, one a line, without what is unknown."""
    evidence = found.pop("evidence")
    for name, value in found.items():
        if name in ("languages", "hours", "term") or value in (None, "", []):
            continue
        words = _words(value)
        said = evidence.get(name, "")
        click.echo(
            f"{name}: {words}" + (f"  [{said}]" if said and said != words else "") if words else "", nl=bool(words)
        )


def _words(value: Any) -> str:
    """A value of any shape in words."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {words}" for name, part in value.items() if (words := _words(part)))
    if isinstance(value, list):
        return "; ".join(words for part in value if (words := _words(part)))
    return "" if value is None else str(value)
