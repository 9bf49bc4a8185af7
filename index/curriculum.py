"""What the shipped model learns from: texts with the class they belong to, and pairs of texts that mean the same.

All of it is drawn from the training data beside the project (`../shared/data/README.md` names sources and licences) and
from our own glossary; none of the foreign texts is shipped.
"""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from index.glossary import GLOSSARY

LANGUAGES = ("de", "en", "uk", "ru", "ar", "tr", "pl", "ro", "fa", "fr", "es", "it")
# Bulgarian has ESCO's labels in Cyrillic; Ukrainian and Russian, which have none, share many of its pieces.
LABEL_LANGUAGES = (*LANGUAGES, "bg")
LENGTH = 400  # characters of a text that are read
# How often a group of pairs is drawn, relative to its size to the power 0.7; what is not named counts 1.
WEIGHTS = {
    "glossary": 20.0, "ba_neutral": 2.0, "esco_pseudo_posting": 3.0, "ba_kompetenz": 2.0, "esco_occ": 1.0,
    "esco_occ_de-de": 4.0, "omw": 0.25, "sent:wikititles": 0.2, "sent:multi30k_train": 0.4, "sent:osm_presets": 0.3,
    "sent:osm_website": 0.3, "sent:mozilla_www": 0.4, "sent:wekan": 0.3, "sent:nextcloud_mail": 0.3, "sent:kimai": 0.3,
    "sent:frappe": 0.5, "sent:cldr_names": 0.5, "sent:tatoeba_mt": 0.7, "sent:freedict": 0.5,
}  # fmt: skip
_SHARES = {"de": 6.0, "en": 5.0}


@dataclass(frozen=True)
class Classes:
    """Texts and the number of the class of each, with the chance of each to be drawn."""

    texts: NDArray[np.object_]
    classes: NDArray[np.int64]
    chance: NDArray[np.float64]
    size: int

    def draw(self, rng: np.random.Generator, count: int) -> tuple[list[str], NDArray[np.int64]]:
        """Texts and their classes."""
        rows = rng.choice(len(self.texts), count, p=self.chance)
        return [str(text) for text in self.texts[rows]], self.classes[rows]


@dataclass(frozen=True)
class Pairs:
    """Texts that mean the same, with the chance of each pair to be drawn."""

    left: NDArray[np.object_]
    right: NDArray[np.object_]
    chance: NDArray[np.float64]

    def draw(self, rng: np.random.Generator, count: int) -> tuple[list[str], list[str]]:
        """Texts and their partners."""
        rows = rng.choice(len(self.left), count, p=self.chance)
        return [str(text) for text in self.left[rows]], [str(text) for text in self.right[rows]]


@dataclass(frozen=True)
class Curriculum:
    """Everything to learn from; `groups` is the ISCO-08 unit group of each occupation."""

    labels: Classes
    descriptions: Classes
    groups: NDArray[np.int64]
    titles: Classes
    pairs: Pairs


def held_out(uri: str) -> bool:
    """Whether a concept belongs to the tenth that can be kept from the model, to see what it makes of unknown ones."""
    return hashlib.sha256(uri.encode()).digest()[0] % 10 == 0


def read_curriculum(folder: Path, *, hold_out: bool = False) -> Curriculum:
    """Read the training data; with `hold_out`, without a tenth of the occupations."""
    labels = pd.read_parquet(folder / "esco" / "occupations_multilingual.parquet")
    labels = labels[labels["lang"].isin(LABEL_LANGUAGES)].drop_duplicates(["uri", "label"])
    descriptions = pd.read_parquet(folder / "esco" / "occupation_descriptions.parquet").dropna(subset=["description"])
    hidden: frozenset[str] = frozenset()
    if hold_out:
        away = labels["uri"].map(held_out)
        hidden = frozenset(labels.loc[away, "label"].str.casefold())
        labels, descriptions = labels[~away], descriptions[~descriptions["uri"].map(held_out)]
    uris = pd.Index(sorted(labels["uri"].unique()))
    descriptions = descriptions[descriptions["uri"].isin(uris) & descriptions["lang"].isin(LABEL_LANGUAGES)]
    units = labels.groupby("uri")["isco"].first().reindex(uris).astype(str).str[:4]
    return Curriculum(
        _classes(labels["label"], uris.get_indexer(labels["uri"]), labels["lang"]),
        _classes(descriptions["description"], uris.get_indexer(descriptions["uri"]), descriptions["lang"], len(uris)),
        pd.factorize(units, sort=True)[0].astype(np.int64),
        _titles(folder / "kldb" / "gesamtberufsliste_2019.parquet"),
        _pairs(folder / "train", hidden),
    )


def _classes(
    texts: "pd.Series[str]", classes: NDArray[np.int64], languages: "pd.Series[str]", size: int = 0
) -> Classes:
    """Classes whose texts are drawn by language and, within it, less often the more texts a class has."""
    count = np.bincount(classes)[classes]
    share = languages.map(lambda code: _SHARES.get(code, 1.0)).to_numpy()
    per_language = languages.map(languages.value_counts()).to_numpy()
    chance = share * count**-0.5 / per_language
    cut = texts.str[:LENGTH].to_numpy(dtype=object)
    return Classes(cut, classes.astype(np.int64), chance / chance.sum(), size or int(classes.max()) + 1)


def _titles(path: Path) -> Classes:
    """German job titles with their five-digit class of the KldB 2010."""
    rows = pd.read_parquet(path).reset_index(drop=True)
    codes = pd.factorize(rows["kldb5"], sort=True)[0]
    every = pd.concat([rows[column].fillna("") for column in ("neutral", "m", "w")])
    classes = np.concatenate([codes] * 3)
    kept = (every != "").to_numpy()
    texts = every.to_numpy(dtype=object)[kept]
    return Classes(texts, classes[kept].astype(np.int64), np.full(len(texts), 1 / len(texts)), int(codes.max()) + 1)


def _pairs(folder: Path, hidden: frozenset[str]) -> Pairs:
    frames = [pd.read_parquet(folder / f"pairs_{lang}.parquet") for lang in LANGUAGES]
    pairs = pd.concat(frames, ignore_index=True).dropna(subset=["a", "b"])
    pairs = pairs[pairs["lang_b"].isin(LANGUAGES) & ~pairs["grp"].isin(["esco_occ_desc", "kldb_desc"])]
    if hidden:
        pairs = pairs[~(pairs["a"].str.casefold().isin(hidden) | pairs["b"].str.casefold().isin(hidden))]
    pairs = pairs[pairs["a"].str.casefold() != pairs["b"].str.casefold()].drop_duplicates(["a", "b"])
    ours = pd.DataFrame(glossary_pairs(), columns=["a", "b", "lang_a"]).assign(grp="glossary")
    pairs = pd.concat([pairs[["a", "b", "lang_a", "grp"]], ours], ignore_index=True)
    sizes = pairs.groupby(["grp", "lang_a"]).size()
    weight = {key: WEIGHTS.get(key[0], 1.0) * size**0.7 / size for key, size in sizes.items()}
    chance = np.array([weight[key] for key in zip(pairs["grp"], pairs["lang_a"], strict=True)])
    left, right = (pairs[side].str[:LENGTH].to_numpy(dtype=object) for side in ("a", "b"))
    return Pairs(left, right, chance / chance.sum())


def glossary_pairs(path: Path = GLOSSARY) -> Iterator[tuple[str, str, str]]:
    """Every spelling of a row in one language with every German and English one, and the spelling's language."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            words = {lang: _spellings(row[lang]) for lang in row if lang in LANGUAGES}
            for lang, other in product(words, ("de", "en")):
                if lang != other:
                    yield from ((a, b, lang) for a, b in product(words[lang], words[other]))


def _spellings(cell: str) -> Sequence[str]:
    return [word.strip() for word in cell.split("|") if word.strip()]


def tokenizer_texts(curriculum: Curriculum, rng: np.random.Generator, count: int) -> Iterator[str]:
    """Texts to learn pieces from, drawn as in training: labels, German titles, and both sides of pairs."""
    for _ in range(0, count, 1000):
        yield from curriculum.labels.draw(rng, 500)[0]
        yield from curriculum.titles.draw(rng, 200)[0]
        for side in curriculum.pairs.draw(rng, 150):
            yield from side
