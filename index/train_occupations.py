"""Build the ESCO artefact from the shipped encoder: `python -m index.train_occupations --data ../shared/data`.

A class vector is the mean of the vectors of an occupation's labels, German and English (nearest-centroid classification,
Rocchio). All labels in every gender form become the dictionary's hashes. The threshold is chosen on the titles of MELO
(Retyk et al. 2024, MIT licence). The data is not part of the project: shipped are the class list (address and preferred
labels of ESCO), numbers and hashes. The same data and encoder give the same files, byte by byte.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from safetensors.numpy import save

from index.analysis import Stems
from index.encoder import Encoder, load_encoder
from index.esco import (
    ARRAYS,
    FOLDER,
    FORMAT,
    HIDDEN,
    MANIFEST,
    NO_OCCUPATION,
    OCCUPATIONS,
    OTHER,
    OWN,
    PREFERRED,
    SKILLS,
    Esco,
    checksum,
    uuid_of,
)
from index.left_out import PHRASES, WORDS
from index.named import LONGEST, label_stems, phrase_key, single_key, stem_mark
from index.occupation import Classifier, title_keys
from index.own_titles import NONE, own_titles
from jobboard.reading.titles import clean_title

LANGUAGES = ("de", "en")
VERSIONS = ("v1.0.x_rimpi", "v1.0.3", "v1.1.1", "v1.2.0")  # the newest label counts
RANKS = {"pref": PREFERRED, "alt": OTHER, "hidden": HIDDEN}
PRECISION = 0.8  # asked of all titles that get an occupation: it is in the right minor group (three digits) of ISCO-08
ALIKE = 0.7  # cosine between another label and the preferred one, from which it says the same
_SHORTEST_WORD = 4
_PROGRAMMING = re.compile(r"\s*\((?:Computerprogrammierung|computer programming)\)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a concept; `rank` says how sure it names just that one."""

    uri: str
    language: str
    rank: int
    text: str


def read_labels(path: Path, version: str) -> list[Label]:
    """The German and English labels of a table, oldest first, without repeats."""
    table = pd.read_parquet(path)
    table = table[table["lang"].isin(LANGUAGES)].copy()
    table["age"] = table[version].map(lambda name: next((at for at, one in enumerate(VERSIONS) if one in name), 0))
    table = table.sort_values(["age", "uri", "lang", "kind", "label"]).drop_duplicates(["uri", "lang", "kind", "label"])
    columns = (table["uri"], table["lang"], table["kind"], table["label"])
    return [Label(uri, lang, RANKS[kind], text.strip()) for uri, lang, kind, text in zip(*columns, strict=True)]


def read_skill_labels(path: Path) -> list[Label]:
    """The labels of skills proper: no groups, no languages (`jobboard.reading.languages`), nothing any work asks for."""
    table = pd.read_parquet(path, columns=["uri", "src"])
    kind = table["src"].str.contains("languageSkills|transversalSkills|skillGroups")
    general = set(table.loc[kind, "uri"])
    return [label for label in read_labels(path, "src") if "/esco/skill/" in label.uri and label.uri not in general]


def preferred(labels: Iterable[Label]) -> dict[str, dict[str, str]]:
    """By address and language the newest preferred label; only concepts that have one in English."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for label in labels:
        if label.rank == PREFERRED:
            found[label.uri][label.language] = " ".join(label.text.split())
    return {uri: {"de": names["en"], **names} for uri, names in sorted(found.items()) if "en" in names}


def forms(text: str) -> list[str]:
    """A label and its gender forms: "Koch/Köchin" is also "Koch" and "Köchin"."""
    return [text, *(part.strip() for part in text.split("/") if len(part.strip()) > 3 and "/" in text)]


def class_vectors(encoder: Encoder, labels: list[Label], numbers: Mapping[str, int]) -> NDArray[np.int8]:
    """The mean label vector of each occupation, scaled into a byte a number."""
    texts = sorted(
        {(numbers[label.uri], form) for label in labels if label.uri in numbers for form in forms(label.text)}
    )
    vectors = encoder.encode([text for _, text in texts])
    sums = np.zeros((len(numbers), encoder.dimensions), dtype=np.float64)
    np.add.at(sums, [number for number, _ in texts], vectors)
    peak = np.abs(sums).max(axis=1, keepdims=True)
    return np.asarray(np.rint(sums / np.maximum(peak, 1e-12) * 127), dtype=np.int8)


def title_table(labels: list[Label], numbers: Mapping[str, int], own: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """Hash, rank and occupation of every label and of our own titles; where several share one, those of the highest rank."""
    stems = Stems()
    owners: dict[int, dict[int, int]] = defaultdict(dict)

    def add(key: int, number: int, rank: int) -> None:
        owners[key][number] = max(rank, owners[key].get(number, rank))

    for label in labels:
        for form in forms(label.text) if label.uri in numbers else ():
            keys = title_keys(form, stems)
            for key in keys[:1] if label.language == "de" else keys:
                add(key, numbers[label.uri], label.rank)
    for title, number in own.items():
        for key in title_keys(title, stems):
            owners[key] = {number: OWN}
    rows = []
    for key, ranks in owners.items():
        top = max(ranks.values())
        rows += [(key, top, number) for number, rank in ranks.items() if rank == top]
    return sorted(rows)


def skill_table(labels: list[Label], encoder: Encoder, stems: Stems) -> dict[int, str]:
    """Hash and address of every skill label that is specific enough: reviewed, unambiguous, near its preferred label."""
    names = preferred(labels)
    alike = _alike(labels, names, encoder)
    owners: dict[int, dict[str, int]] = defaultdict(dict)
    for label in labels:
        text = _PROGRAMMING.sub("", label.text)
        if label.uri not in names or "(" in text or (label.rank < PREFERRED and label not in alike):
            continue
        for key in _skill_keys(text, label, stems):
            owners[key][label.uri] = max(owners[key].get(label.uri, -1), label.rank)
    table: dict[int, str] = {}
    for key, ranks in owners.items():
        top = [uri for uri, rank in ranks.items() if rank == max(ranks.values())]
        if len(top) == 1 or len({names[uri]["en"] for uri in top}) == 1:
            table[key] = min(top)
    return dict(sorted(table.items()))


def _skill_keys(text: str, label: Label, stems: Stems) -> list[int]:
    stemmed = label_stems(text, label.language, stems)
    spoken = text.split()
    if len(spoken) == 1 and len(stemmed) <= 1:
        word = text.lower()
        plain = len(word) >= _SHORTEST_WORD or not word.isalpha()
        if not stemmed or not plain or word in WORDS or (label.language == "de" and not text[0].isupper()):
            return []
        return [single_key(word, label.language)]
    if not 1 < len(stemmed) <= LONGEST or stemmed in _left_out(label.language):
        return []
    marks = [stem_mark(stem, label.language) for stem in stemmed]
    keys = [phrase_key(marks)]
    if label.language == "de" and len(stemmed) == 2 and spoken[-1][:1].islower() and spoken[-1].endswith("n"):
        keys.append(phrase_key(marks[::-1], turned=True))
    return keys


@cache
def _left_out(language: str) -> frozenset[tuple[str, ...]]:
    stems = Stems()
    return frozenset(label_stems(phrase, language, stems) for phrase in PHRASES)


def _alike(labels: list[Label], names: Mapping[str, Mapping[str, str]], encoder: Encoder) -> set[Label]:
    """Other labels that say what the preferred one says, of several words or a long one."""
    others = [
        label
        for label in labels
        if label.rank < PREFERRED and label.uri in names and (" " in label.text or len(label.text) >= 10)
    ]
    here = encoder.encode([label.text for label in others])
    there = encoder.encode([names[label.uri][label.language] for label in others])
    near = (here * there).sum(axis=1) >= ALIKE
    return {label for label, keep in zip(others, near, strict=True) if keep}


def stem_marks(labels: list[Label], stems: Stems) -> tuple[list[int], list[int]]:
    """Marks of the stems that begin a phrase, and of those inside one: what lets a reader pass over all other words."""
    begin: set[int] = set()
    inner: set[int] = set()
    for label in labels:
        stemmed = label_stems(_PROGRAMMING.sub("", label.text), label.language, stems)
        if 1 < len(stemmed) <= LONGEST:
            marks = [stem_mark(stem, label.language) for stem in stemmed]
            begin.update(marks[:1] if len(marks) > 2 else marks)  # two may stand in turn
            inner.update(marks[1:] if len(marks) > 2 else marks)
    return sorted(begin), sorted(inner)


def build(data: Path, out: Path, encoder: Encoder) -> dict[str, Any]:
    """Write the artefact into a folder and give its manifest."""
    out.mkdir(parents=True, exist_ok=True)
    table_path = data / "esco" / "occupations_multilingual.parquet"
    titles = read_labels(table_path, "version")
    names = preferred(titles)
    numbers = {uri: at for at, uri in enumerate(names)}
    labels = read_skill_labels(data / "esco" / "skills_multilingual.parquet")
    stems = Stems()
    table = skill_table(labels, encoder, stems)
    named = set(table.values())
    skill_names = {uri: name for uri, name in preferred(labels).items() if uri in named}
    skill_numbers = {uri: at for at, uri in enumerate(skill_names)}
    starts, relations = _relations(data / "esco" / "occupation_skill_relations.parquet", skill_numbers, numbers)
    begin, inner = stem_marks([label for label in labels if label.uri in skill_numbers], stems)
    by_label = {name["en"]: numbers[uri] for uri, name in names.items()}
    by_label[NONE] = NO_OCCUPATION
    own = {title: by_label[label] for title, label in own_titles().items() if label in by_label}
    rows = title_table(titles, numbers, own)
    arrays: dict[str, NDArray[Any]] = {
        "vectors": class_vectors(encoder, titles, numbers),
        "title_keys": np.array([key for key, _, _ in rows], dtype=np.uint64),
        "rank_of_key": np.array([rank for _, rank, _ in rows], dtype=np.uint8),
        "class_of_key": np.array([number for _, _, number in rows], dtype=np.uint16),
        "skill_keys": np.array(list(table), dtype=np.uint64),
        "skill_of_key": np.array([skill_numbers[uri] for uri in table.values()], dtype=np.uint16),
        "phrase_begin": np.array(begin, dtype=np.uint64),
        "phrase_inner": np.array(inner, dtype=np.uint64),
        "relation_starts": starts,
        "relations": relations,
    }
    (out / ARRAYS).write_bytes(save(arrays))
    _write_names(out / OCCUPATIONS, names)
    _write_names(out / SKILLS, skill_names)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "encoder": encoder.model_id,
        "source": "ESCO v1.0.3 to v1.2.0. This service uses the ESCO classification of the European Commission.",
        "occupations": len(names),
        "skills": len(skill_names),
        "threshold": 1.0,
        "measured": {},
        "files": {name: checksum(out / name) for name in (ARRAYS, OCCUPATIONS, SKILLS)},
    }
    _write_manifest(out, manifest)
    melo = data / "dev" / "melo_aut_q_de_c_de"
    if melo.is_dir():
        manifest["threshold"], manifest["measured"] = calibrate(
            Classifier(Esco(out), encoder), melo, titles, _groups(table_path)
        )
        _write_manifest(out, manifest)
    return manifest


def calibrate(
    classifier: Classifier, melo: Path, labels: list[Label], groups: Mapping[str, str]
) -> tuple[float, dict[str, float]]:
    """The lowest threshold at which occupations are right as often as asked, and what it gives."""
    owners: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        owners[label.text].add(label.uri)
    queries, texts, pairs = (
        pd.read_csv(melo / f"{name}.tsv", sep="\t", header=None, quoting=3)
        for name in ("queries", "corpus_elements", "annotations")
    )
    elements = dict(zip(texts[0], texts[1], strict=True))
    right: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for query, element in zip(pairs[0], pairs[2], strict=True):
        for uri in owners.get(elements[element], ()):
            right[query][uri] += 1
    judged = []
    for query, title in zip(queries[0], queries[1], strict=True):
        if not right[query]:
            continue
        # The annotated concept owns all of its labels; a concept that shares one of them owns fewer.
        wanted = {uri for uri, count in right[query].items() if count == max(right[query].values())}
        guess = classifier.best(clean_title(title))
        concept = classifier.concept(guess)
        if guess and concept:
            near = groups[concept.uri] in {groups[uri] for uri in wanted}
            judged.append((guess.by != "meaning", guess.score, concept.uri in wanted, near))
        else:
            judged.append((False, 0.0, False, False))
    named = [one for one in judged if one[0]]
    meant = sorted((one for one in judged if not one[0] and one[1] > 0), key=lambda one: -one[1])
    share = np.cumsum([near for *_, near in (*named, *meant)]) / np.arange(1, len(named) + len(meant) + 1)
    enough = np.flatnonzero(share[len(named) :] >= PRECISION)
    kept = meant[: int(enough[-1]) + 1] if len(enough) else []
    threshold = round(kept[-1][1], 4) if kept else 1.0
    measured: dict[str, float] = {"titles": len(judged), "coverage": round((len(named) + len(kept)) / len(judged), 4)}
    for name, rows in (("by_name", named), ("by_meaning", kept)):
        measured[name] = len(rows)
        for at, kind in ((2, "exact"), (3, "same_group")):
            measured[f"{name}_{kind}"] = round(sum(one[at] for one in rows) / max(len(rows), 1), 4)
    return threshold, measured


def _groups(path: Path) -> dict[str, str]:
    """The minor group of ISCO-08 of each occupation."""
    table = pd.read_parquet(path, columns=["uri", "isco"])
    return {uri: str(code)[:3] for uri, code in zip(table["uri"], table["isco"], strict=True)}


def _relations(
    path: Path, skills: Mapping[str, int], occupations: Mapping[str, int]
) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
    table = pd.read_parquet(path)
    needed: list[set[int]] = [set() for _ in skills]
    for skill, occupation in zip(table["skillUri"], table["occupationUri"], strict=True):
        if skill in skills and occupation in occupations:
            needed[skills[skill]].add(occupations[occupation])
    starts = np.cumsum([0, *map(len, needed)], dtype=np.uint32)
    return starts, np.array([number for one in needed for number in sorted(one)], dtype=np.uint16)


def _write_names(path: Path, names: Mapping[str, Mapping[str, str]]) -> None:
    lines = ["\t".join((uuid_of(uri), name["en"], name["de"])) + "\n" for uri, name in names.items()]
    path.write_text("".join(lines), "utf-8", newline="\n")


def _write_manifest(out: Path, manifest: Mapping[str, Any]) -> None:
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m index.train_occupations", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with esco/ and dev/melo_aut_q_de_c_de/")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the artefact is written")
    options = parser.parse_args()
    print(json.dumps(build(options.data, options.out, load_encoder()), indent=1))


if __name__ == "__main__":
    main()
