"""Did you mean? The nearest word of the index for one that no document holds.

Only words that may be German or English are corrected: a word of another language finds ads by its meaning, and a German
word that happens to look like it would be no help.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.analysis import bare
from index.document import document_of
from index.postings import Postings
from index.query_language import word_languages
from jobboard.posting import JobPosting

if TYPE_CHECKING:
    from index.snapshot import Snapshot

Lookup = Callable[[Sequence[str]], Mapping[str, JobPosting]]
SHORTEST = 5
LONG = 8  # letters from which on two errors are forgiven
LANGUAGES = ("", "de", "en")
EXAMPLES = 5  # documents in which the word is looked up as it is written
_LATIN = re.compile(r"[a-zäöüß]+")
_WORD = re.compile(r"[^\W\d_]+")


def suggestion(snapshot: "Snapshot", query: str, language: str, lookup: Lookup) -> str:
    """The query with its unknown words as the index writes them; "" if there is nothing better."""
    if language not in LANGUAGES:
        return ""
    better = query
    for word, form in list(snapshot.words(query).items()):
        if any(snapshot.lexical.statistics.frequency(term) for term in form.terms) or not _correctable(word):
            continue
        term = nearest_term(snapshot, form.whole[0])
        if term and (written := _written(snapshot, term, word, lookup)):
            better = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", written, better, flags=re.IGNORECASE)
    return "" if better == query else better


def nearest_term(snapshot: "Snapshot", stem: str) -> str:
    """The term that the fewest errors turn into a stem, of equals the most frequent; "" if none is near.

    The first letter is right: hardly anybody mistypes it, and a word that begins otherwise is mostly another word.
    """
    allowed = 1 if len(stem) < LONG else 2
    best: tuple[int, int, str] | None = None
    for postings, _ in snapshot.lexical.segments:
        for term, errors in near_terms(postings, stem, allowed):
            frequency = snapshot.lexical.statistics.frequency(term)
            if frequency and term[0] == stem[0] and (best is None or (errors, -frequency, term) < best):
                best = (errors, -frequency, term)
    return best[2] if best else ""


def near_terms(postings: Postings, stem: str, allowed: int) -> list[tuple[str, int]]:
    """The terms of a segment within so many errors, each with its number of errors."""
    table, key = postings.terms, stem.encode("utf-8", "surrogatepass")
    offsets = np.asarray(table.offsets)
    lengths = np.diff(offsets) - 1  # of the line break that ends a term
    some = np.flatnonzero(np.abs(lengths - len(key)) <= allowed)
    if not len(some) or not key:
        return []
    width = len(key) + allowed
    text = np.frombuffer(table.text + b"\n" * (width + 1), np.uint8)
    letters = text[offsets[some][:, None] + np.arange(width)]
    errors = _errors(np.frombuffer(key, np.uint8), letters, lengths[some], allowed)
    found = np.flatnonzero(errors <= allowed)
    lines = [table.text[offsets[at] : offsets[at] + lengths[at]] for at in some[found]]
    return [(bytes(line).decode("utf-8", "replace"), int(errors[at])) for line, at in zip(lines, found, strict=True)]


def _errors(
    key: NDArray[np.uint8], letters: NDArray[np.uint8], lengths: NDArray[np.int64], allowed: int
) -> NDArray[np.int8]:
    """Letters put in, left out, changed or swapped with their neighbour, for many words at once; exact up to `allowed`.

    Optimal string alignment in the band around the diagonal (Ukkonen 1985), a column of numbers for each cell.
    """
    many, width = letters.shape
    far = np.full(many, allowed + 1, np.int8)
    before: dict[int, NDArray[np.int8]] = {}
    above = {at: np.full(many, at, np.int8) for at in range(allowed + 1)}
    for row in range(1, len(key) + 1):
        here: dict[int, NDArray[np.int8]] = {}
        for at in range(max(0, row - allowed), min(width, row + allowed) + 1):
            if at == 0:
                here[0] = np.full(many, row, np.int8)
                continue
            same = letters[:, at - 1] == key[row - 1]
            best = above.get(at - 1, far) + ~same
            best = np.minimum(best, np.minimum(above.get(at, far), here.get(at - 1, far)) + 1)
            if row > 1 and at > 1 and at - 2 in before:
                swapped = (letters[:, at - 1] == key[row - 2]) & (letters[:, at - 2] == key[row - 1])
                best = np.where(swapped, np.minimum(best, before[at - 2] + 1), best)
            here[at] = np.minimum(best, allowed + 1).astype(np.int8)
        before, above = above, here
    out = far.copy()
    for at, column in above.items():
        out = np.where(lengths == at, column, out)
    return out


def _correctable(word: str) -> bool:
    """Whether a word may be a misspelled German or English one."""
    known = word_languages().get(word, ())
    return len(word) >= SHORTEST and bool(_LATIN.fullmatch(word)) and not set(known) - set(LANGUAGES)


def _written(snapshot: "Snapshot", term: str, typed: str, lookup: Lookup) -> str:
    """A term as the ads that hold it write it: the form most like what was typed."""
    numbers = [number for number in snapshot.lexical.holders(term).tolist() if not snapshot.deleted[number]][:EXAMPLES]
    forms: set[str] = set()
    for posting in lookup([snapshot.id_of(number) for number in numbers]).values():
        for word in set(_WORD.findall(document_of(posting).lexical_text)):
            if bare(word.lower()).startswith(term[:3]) and term in _stems(snapshot, word):
                forms.add(word)
    return max(forms, key=lambda word: (SequenceMatcher(None, word.lower(), typed).ratio(), word), default="")


def _stems(snapshot: "Snapshot", word: str) -> tuple[str, ...]:
    with snapshot.lock:
        forms = snapshot.analyser.query_terms(word, snapshot.languages)
    return tuple(term for form in forms.values() for term in form.whole)
