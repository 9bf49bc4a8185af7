"""The words of an ad in plain language, for the page of a posting; the ad's own words are escaped text."""

from functools import cache
from html import escape
from pathlib import Path

from assistant.citing import Library, in_language
from assistant.errors import ArticleError
from assistant.wordbook import FILE, Wordbook, load_wordbook


@cache
def _book(folder: Path, changed: float) -> tuple[Wordbook, Library] | None:
    try:
        return load_wordbook(folder), Library(folder)
    except ArticleError:  # `jobboard check` names it; a posting is shown all the same
        return None


def explained_words(folder: Path, title: str, text: str, language: str) -> str:
    """A list of the words a pack's wordbook explains, as HTML, or "" if the ad has none; sources by title and date."""
    path = folder / FILE
    known = _book(folder, path.stat().st_mtime) if path.is_file() else None
    if known is None:
        return ""
    book, library = known
    rows = []
    for term, word in book.spotted(f"{title}\n{text}"):
        sources = [library.sources[one] for one in word.sources if one in library.sources]
        named = "; ".join(f"{one.title} ({one.as_of})" for one in sources if one.url)
        note = f" <small>[{escape(named)}]</small>" if named else ""
        rows.append(
            f'<dt lang="de"><b>{escape(term)}</b></dt><dd>{escape(in_language(word.explain, language))}{note}</dd>'
        )
    return f"<dl>{''.join(rows)}</dl>" if rows else ""
