"""Filters that ask for the words of documents: none of these, all of those, and none but these documents.

An ad that says "keine Schichtarbeit" holds the word "Schicht" and is not meant by "ohne Schicht": what an ad itself denies
does not exclude it.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.analysis import bare, words
from index.columns import Filters
from index.layout import Mask

if TYPE_CHECKING:
    from index.segment import Segment
    from index.snapshot import Snapshot

Numbers = NDArray[np.int64]


def narrow(snapshot: "Snapshot", filters: Filters, mask: Mask) -> Mask:
    """The documents of a mask that pass the filters on words and ids."""
    for wish in filters.without_words:
        mask = mask & ~_mentions(snapshot, wish.split("|"))
    for phrase in filters.phrases:
        for word in words(phrase):
            if terms := _terms(snapshot, word):
                mask = mask & _holds(snapshot, terms)
    return mask if filters.ids is None else mask & _among(snapshot, filters.ids)


def _terms(snapshot: "Snapshot", word: str) -> tuple[str, ...]:
    """The terms of one word, without a compound's parts; none for a word that only joins others."""
    with snapshot.lock:
        forms = snapshot.analyser.query_terms(word, snapshot.languages)
    return tuple(term for form in forms.values() for term in form.whole)


def _holds(snapshot: "Snapshot", terms: tuple[str, ...]) -> Mask:
    held = np.zeros(len(snapshot.deleted), np.bool_)
    for term in terms:
        held[snapshot.lexical.holders(term)] = True
    return held


def _mentions(snapshot: "Snapshot", texts: list[str]) -> Mask:
    """Which documents hold all words of one of the texts, and do not say of any that there is no such thing."""
    held, denied = (np.zeros(len(snapshot.deleted), np.bool_) for _ in range(2))
    for text in texts:
        if terms := [found for word in words(text) if (found := _terms(snapshot, word))]:
            held |= np.logical_and.reduce([_holds(snapshot, of_word) for of_word in terms])
            denied |= np.logical_and.reduce([_denied(snapshot, of_word) for of_word in terms])
    return held & ~denied


def _denied(snapshot: "Snapshot", terms: tuple[str, ...]) -> Mask:
    """Which documents say that there is none of what the terms name."""
    return np.concatenate([_denied_in(snapshot, segment, terms) for segment in snapshot.segments])


def _denied_in(snapshot: "Snapshot", segment: "Segment", terms: tuple[str, ...]) -> Mask:
    columns, mask = segment.columns, np.zeros(len(segment.ids), np.bool_)
    hits = []
    for at, name in enumerate(columns.names["denied"]):
        if any(term in bare(name) for term in terms):
            with snapshot.lock:
                hits += [at] if set(snapshot.analyser.document_terms(name, "de")) & set(terms) else []
    if hits:
        mask[columns.arrays["denied_of"][np.isin(columns.arrays["denied"], hits)]] = True
    return mask


def _among(snapshot: "Snapshot", ids: frozenset[str]) -> Mask:
    mask, start = np.zeros(len(snapshot.deleted), np.bool_), 0
    for segment in snapshot.segments:
        numbers = [number for one in ids if (number := segment.ids.find(one)) >= 0]
        mask[[start + number for number in numbers]] = True
        start += len(segment.ids)
    return mask
