"""Is this the same ad in another language? Signs that survive translation: concepts, names and numbers, the lines' lengths."""

import re
import zlib
from array import array
from collections.abc import Iterable

import numpy as np

from jobboard.titlewords import Meaning

NEEDED = 0.6  # of 1: what title, anchors and shape must reach together
_LINES, _UNIT = 120, 4  # lines looked at, and the characters one step of a line's length stands for
_SIGN = re.compile(r"[A-Z0-9]{2,}")
_ANCHORS = 40
_LEAST_TITLE = 0.5
_STAGES = frozenset("student intern apprentice trainee dual thesis doctoral senior junior".split())
_LENGTHS = (0.6, 1.6)  # English is as long as German, give or take


def anchors_of(text: str, names: Iterable[str] = ()) -> bytes:
    """What a translator leaves as it is: abbreviations, numbers, names of skills; at most so many, four bytes each."""
    signs = {zlib.crc32(sign.encode()) for sign in {*_SIGN.findall(text), *names}}
    return array("I", sorted(signs)[:_ANCHORS]).tobytes()


def anchor_numbers(anchors: bytes) -> list[int]:
    """The anchors as numbers, ascending."""
    return array("I", anchors).tolist()


def shape_of(text: str) -> bytes:
    """The length of each line that is not empty, in steps that fit into a byte."""
    lengths = (len(line) for line in text.split("\n") if line.strip())
    return bytes(min(length // _UNIT, 255) for _, length in zip(range(_LINES), lengths, strict=False))


def title_likeness(left: Meaning, right: Meaning) -> float:
    """From 0 to 1: how much of what two titles of two languages mean is common; 0 where their levels contradict.

    What only one title has ("Java", "night shift") counts half: it may be a word that the vocabulary does not know, or
    the translator left it out. Where both have a field that the other has not, they are about different things. "Head" and "manager" may stand for each other, "junior" and "senior" may not.
    """
    common = len(left.fields & right.fields) + len(left.levels & right.levels) + len(left.names & right.names)
    if (left.levels ^ right.levels) & _STAGES:
        return 0.0
    against = bool(left.fields - right.fields) and bool(right.fields - left.fields)
    apart = len(left.fields ^ right.fields) * (1.0 if against else 0.5) + len(left.levels ^ right.levels) / 4
    apart += len(left.names ^ right.names) / 2
    return common / (common + apart) if common else 0.0


def shape_likeness(left: bytes, right: bytes) -> float:
    """From 0 to 1: whether two texts have the same lines, each about as long as the other's."""
    if not left or not right:
        return 0.0
    if abs(len(left) - len(right)) > 0.1 * max(len(left), len(right)):
        return 0.0
    size = min(len(left), len(right))
    one, two = (np.frombuffer(shape[:size], np.uint8).astype(np.float64) + 1 for shape in (left, right))
    if not _LENGTHS[0] <= two.sum() / one.sum() <= _LENGTHS[1]:
        return 0.0
    near = float((np.abs(np.log(two / one)) < 0.5).mean())
    return near if len(left) == len(right) else 0.8 * near


def anchor_likeness(left: bytes, right: bytes, common: frozenset[int]) -> float | None:
    """From 0 to 1: the share of names and numbers both texts hold, but for the `common` ones of the employer; None: none."""
    one, two = set(anchor_numbers(left)) - common, set(anchor_numbers(right)) - common
    if not one or not two:
        return None
    return len(one & two) / min(len(one), len(two))


def twin_score(
    titles: float, shapes: float, anchors: float | None, *, days_apart: int | None, same_occupation: bool = False
) -> float:
    """How sure it is that two ads are one in two languages, from 0 to 1; titles that share too little are never one."""
    if same_occupation:
        titles = max(titles, 0.8)
    if titles < _LEAST_TITLE:
        return 0.0
    kept = [(titles, 0.4), (shapes, 0.35)] + ([(anchors, 0.25)] if anchors is not None else [])
    score = sum(value * weight for value, weight in kept) / sum(weight for _, weight in kept)
    if days_apart is not None:
        score += 0.05 if days_apart == 0 else -0.15 if days_apart > 14 else 0.0
    return score
