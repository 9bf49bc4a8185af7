"""How good are model and ranking? Tables on the development data: `python -m index.evaluate [--data ../shared/data]`.

The model alone: occupation linking (MELO Austria), sentence similarity (STS-B), titles across languages (our glossary).
The whole index, by words alone, by meaning alone and fused: our home-office queries over real German ads, and our judged
queries over the demo ads, without and with other ads beside them. Those ads are not judged and count as wrong, so the
figures beside them are lower bounds.
"""

import argparse
import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

import jobboard
from index.ad_queries import PARTS, read_ad_messages, read_ad_queries
from index.document import Document, document_of
from index.encoder import Encoder, load_encoder
from index.glossary import LANGUAGES, read_glossary
from index.inquiry import sought_in
from index.judged import Judged, read_judged
from index.local import LocalIndex
from index.metrics import linked_rank, ndcg, reciprocal_rank, reciprocal_rank_of, spearman
from index.names import read_names
from index.occupation import shipped_classifier
from index.renderings import Renderings
from index.search import Hit
from index.understand import understand
from jobboard.demo import read_demo
from jobboard.normalise import normalise
from jobboard.pack import load_pack
from jobboard.places import Gazetteer
from jobboard.posting import Draft, JobPosting

PACKS = sorted(path.parent for path in (Path(jobboard.__file__).parent / "regions").glob("*/region.toml"))
MELO = {"de": "melo_aut_q_de_c_de", "en": "melo_aut_q_de_c_en"}
STSB = ("de", "en")
AT_ONCE = 256  # queries against a whole corpus
# What a hit scores in each way of ranking; 0 is "not found that way".
WAYS: Mapping[str, Callable[[Hit], float]] = {
    "BM25": lambda hit: hit.reasons.bm25,
    "dense": lambda hit: hit.reasons.meaning,
    "hybrid": lambda hit: hit.score,
}

Figures = dict[str, tuple[float, float]]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m index.evaluate", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with dev/ (../shared/data)")
    parser.add_argument("--model", default="", help="another model than the shipped one, as JOBBOARD_MODEL names it")
    parser.add_argument("--ads", type=int, default=1000, help="other ads beside the demo ads (default 1,000)")
    options = parser.parse_args()
    encoder, folder = load_encoder(options.model), options.data / "dev"
    alone = load_encoder(options.model, marked=True)  # as `index.load_model` has it
    print(f"{alone.model_id}, {alone.dimensions} dimensions")
    if folder.is_dir():
        _table(
            "MELO Austria, German titles to ESCO labels",
            "MRR",
            {key: melo(alone, folder / name) for key, name in MELO.items()},
        )
        _table("STS-B, dev", "Spearman", {key: stsb(alone, folder / "stsb" / f"stsb-{key}-dev.csv") for key in STSB})
    else:
        print(f"\n{folder} is not here: no MELO, no STS-B, no other ads.")
    _table("Titles across languages to German, our glossary, which index.train reads too", "MRR", titles(alone))
    ads, titles_of = titled_ads(folder / "ads")
    for part in PARTS if ads else ():
        queries = [one for row in read_ad_queries() if row.part == part for one in row.judged(titles_of)]
        _judged_table(f"Home-office queries over {len(ads)} German ads, {part} half", queries, ads, encoder)
        messages = [one for row in read_ad_messages() if row.part == part for one in row.judged(titles_of)]
        read = [replace(one, query=sought_in(understand(one.query))) for one in messages]
        _judged_table(f"Some of them as messages, {part} half, as they stand", messages, ads, encoder)
        _judged_table(f"The same, by what they say of the wanted work, {part} half", read, ads, encoder)
    for pack in PACKS:
        if not (queries := read_judged(pack)):
            continue
        documents = demo_documents(pack)
        _judged_table(f"Judged queries over {len(documents)} demo ads of {pack.name}", queries, documents, encoder)
        if others := other_ads(folder / "ads", options.ads):
            name = f"The same beside {len(others):,} other ads, none of which counts as right"
            _judged_table(name, queries, documents + others, encoder)


def melo(encoder: Encoder, folder: Path) -> float:
    """Mean reciprocal rank of occupation linking: a title's first right label among all labels, counted as MELO does."""
    queries, corpus = (dict(_rows(folder / f"{name}.tsv")) for name in ("queries", "corpus_elements"))
    numbers = {key: at for at, key in enumerate(corpus)}
    right: dict[str, list[int]] = defaultdict(list)
    for query, _, label, *_ in _rows(folder / "annotations.tsv"):
        if label in numbers:
            right[query].append(numbers[label])
    asked = [key for key in queries if right[key]]
    labels, found = encoder.encode(list(corpus.values())), []
    names = np.argsort(np.argsort(np.array(list(corpus))))
    for start in range(0, len(asked), AT_ONCE):
        batch = asked[start : start + AT_ONCE]
        scores = encoder.encode([queries[key] for key in batch], query=True) @ labels.T
        found += [linked_rank(row, names, right[key]) for key, row in zip(batch, scores, strict=True)]
    return float(np.mean(found))


def stsb(encoder: Encoder, path: Path) -> float:
    """Rank correlation of cosines with human judgements of similarity."""
    with path.open(encoding="utf-8", newline="") as file:
        left, right, scores = zip(*csv.reader(file), strict=True)
    cosines = (encoder.encode(left) * encoder.encode(right)).sum(axis=1)
    return spearman(cosines.tolist(), [float(score) for score in scores])


def titles(encoder: Encoder) -> dict[str, float]:
    """By language: mean reciprocal rank of a form's German row among all rows, a row being as near as its nearest form."""
    terms = read_glossary()
    german = [form for term in terms for form in term.forms["de"]]
    starts = np.cumsum([0] + [len(term.forms["de"]) for term in terms])[:-1]
    vectors, found = encoder.encode(german), {}
    for language in LANGUAGES[1:]:
        rows: dict[str, list[int]] = defaultdict(list)
        for at, term in enumerate(terms):
            for form in term.forms[language]:
                rows[form].append(at)
        scores = np.maximum.reduceat(encoder.encode(list(rows), query=True) @ vectors.T, starts, axis=1)
        ranks = [reciprocal_rank_of(row, right) for row, right in zip(scores, rows.values(), strict=True)]
        found[language] = float(np.mean(ranks))
    return found


def judged(index: LocalIndex, queries: Sequence[Judged]) -> Figures:
    """By way of ranking: mean reciprocal rank and mean nDCG@10 of the queries."""
    figures: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    for one in queries:
        hits = index.search(one.query, k=len(index))
        for way, score in WAYS.items():
            order = [hit.id for hit in sorted(hits, key=lambda hit: (-score(hit), hit.rank)) if score(hit) > 0]
            figures[way].append((reciprocal_rank(order, one.grades), ndcg(order, one.grades)))
    return {
        way: (float(np.mean([f[0] for f in found])), float(np.mean([f[1] for f in found])))
        for way, found in figures.items()
    }


def demo_documents(folder: Path) -> list[Document]:
    """The demo ads of a pack, their reference as id."""
    pack = load_pack(folder)
    files = read_demo(folder, today=date.today(), gazetteer=Gazetteer(pack.localities, pack.region.country))
    ads = [row.posting for file in files for row in file.rows]
    return [replace(document_of(ad), id=ad.source_ref) for ad in ads]


def other_ads(folder: Path, number: int) -> list[Document]:
    """Real ads, as many German as English ones, as documents in memory; an ad without a title is headed by its first line."""
    found = []
    for language in STSB:
        path = folder / f"ads_{language}.jsonl.gz"
        if path.is_file():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                ads = [json.loads(line) for line, _ in zip(lines, range(number // len(STSB)), strict=False)]
            found += [document_of(_posting(ad, language)) for ad in ads]
    return found


def titled_ads(folder: Path) -> tuple[list[Document], dict[str, str]]:
    """All real German ads that have a title, and their titles."""
    path = folder / "ads_de.jsonl.gz"
    if not path.is_file():
        return [], {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        ads = [_posting(ad, "de") for ad in map(json.loads, lines) if ad["title"]]
    return [document_of(ad) for ad in ads], {ad.id: ad.title_clean for ad in ads}


def _posting(ad: Mapping[str, str], language: str) -> JobPosting:
    """An ad as the board reads and stores it, with the occupation and the skills that it names."""
    text = ad["description"].strip()
    title = ad["title"] or text.partition("\n")[0][:120]
    draft = Draft(
        source_ref=str(ad["id"]), title=title, employer=ad["company"], description=text, description_is_html=False,
        language=language,
    )  # fmt: skip
    return normalise(draft, "index.evaluate", classify=shipped_classifier())


def _judged_table(name: str, queries: Sequence[Judged], documents: Sequence[Document], encoder: Encoder) -> None:
    index = LocalIndex.of_documents(documents, encoder, Renderings.of(encoder, read_names()))
    print(f"\n{name}\n{'':<10}{'queries':>8}" + "".join(f"{way:>9} MRR  nDCG@10" for way in WAYS))
    spoken = list(dict.fromkeys(one.language for one in queries))
    for language in [*spoken, "all"]:
        asked = [one for one in queries if language in (one.language, "all")]
        cells = [f"{mrr:>13.3f}{gain:>9.3f}" for mrr, gain in judged(index, asked).values()]
        print(f"{language:<10}{len(asked):>8}{''.join(cells)}", flush=True)


def _table(name: str, measure: str, figures: Mapping[str, float]) -> None:
    print(f"\n{name}\n{'':<10}{measure:>8}")
    for key, value in figures.items():
        print(f"{key:<10}{value:>8.3f}", flush=True)


def _rows(path: Path) -> Iterable[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


if __name__ == "__main__":
    main()
