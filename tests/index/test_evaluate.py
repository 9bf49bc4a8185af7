"""The evaluation on small files whose figures are known, and its table as it is printed."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from indexing import ToyEncoder

from index import evaluate
from index.document import Document
from index.judged import Judged
from index.local import LocalIndex

LINES = (
    r"^static:\w+, \d+ dimensions$",
    r"is not here: no MELO, no STS-B, no other ads\.$",
    r"^Titles across languages to German",
    r"^uk +0\.\d{3}$",
    r"^Judged queries over \d+ demo ads of",
    r"BM25 MRR +nDCG@10 +dense MRR +nDCG@10 +hybrid MRR +nDCG@10$",
    r"^ar +\d+( +[01]\.\d{3}){6}$",
    r"^all +\d+( +[01]\.\d{3}){6}$",
)


def test_linking_counts_the_first_right_label(tmp_path: Path) -> None:
    (tmp_path / "queries.tsv").write_text("Q1\tbaker\nQ2\tnurse\nQ3\tunjudged\n", "utf-8")
    (tmp_path / "corpus_elements.tsv").write_text("C1\tbaker\nC2\tnurse night\nC3\tnurse\n", "utf-8")
    (tmp_path / "annotations.tsv").write_text("Q1\t0\tC1\t1\nQ2\t0\tC2\t1\nQ3\t0\tC9\t1\n", "utf-8")
    assert evaluate.melo(ToyEncoder(), tmp_path) == pytest.approx((1 + 1 / 2) / 2)


def test_similarity_is_the_rank_correlation_of_cosines(tmp_path: Path) -> None:
    path = tmp_path / "stsb.csv"
    path.write_text("a b c d,a b c d,5.0\na b c d,a b c x,4\na b c d,a x y z,1\n", "utf-8")
    assert evaluate.stsb(ToyEncoder(), path) == pytest.approx(1.0)
    path.write_text("a b c d,a b c d,0\na b c d,a b c x,4\na b c d,a x y z,5\n", "utf-8")
    assert evaluate.stsb(ToyEncoder(), path) == pytest.approx(-1.0)


def test_each_way_of_ranking_stands_alone() -> None:
    documents = [
        Document("words", "baker bread bread", "oven oven", "en"),
        Document("meaning", "boulanger", "", "en"),
        Document("neither", "driver bus", "road", "en"),
        Document("nor", "nurse ward", "night", "en"),
        Document("none", "painter wall", "colour", "en"),
    ]
    index = LocalIndex.of_documents(
        documents, ToyEncoder(same={"oven": "x", "bread": "y", "baker": "z", "boulanger": "z"})
    )
    found = evaluate.judged(index, [Judged("baker", "en", {"meaning": 2})])
    assert found["BM25"] == (0.0, 0.0)
    assert found["dense"] == (1.0, 1.0)
    assert found["hybrid"] == (1.0, 1.0)
    found = evaluate.judged(index, [Judged("baker", "en", {"words": 2})])
    assert (found["BM25"][0], found["dense"][0], found["hybrid"][0]) == (1.0, 0.0, 0.5)


def test_other_ads_are_half_german_and_headed(tmp_path: Path) -> None:
    for language in ("de", "en"):
        ads = [
            {"id": str(at), "title": "", "company": "Musterwerke", "description": f"Kopf {at}\nText"} for at in range(5)
        ]
        with gzip.open(tmp_path / f"ads_{language}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(ad) + "\n" for ad in ads)
    found = evaluate.other_ads(tmp_path, 6)
    assert [(one.headline, one.language) for one in found] == [
        (f"Kopf {at}", language) for language in ("de", "en") for at in range(3)
    ]
    assert evaluate.other_ads(tmp_path / "missing", 6) == []


def test_a_real_ad_is_what_the_board_would_store_of_it(tmp_path: Path) -> None:
    assert evaluate.titled_ads(tmp_path) == ([], {})
    ads = [
        {
            "id": "1",
            "title": "Softwareentwickler*in (m/w/d)",
            "company": "Musterwerke",
            "description": "Wir suchen\ndich.",
        },
        {"id": "2", "title": "", "company": "Musterwerke", "description": "Koch"},
    ]
    with gzip.open(tmp_path / "ads_de.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(ad) + "\n" for ad in ads)
    (found,), titles = evaluate.titled_ads(tmp_path)
    assert titles == {found.id: "Softwareentwickler"} and found.language == "de"
    assert re.fullmatch(r"Softwareentwickler, .*(?i:software).*", found.headline), found.headline
    assert "Musterwerke" in found.body and "Wir suchen\ndich." in found.body


def test_the_tables_without_the_development_data(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "index.evaluate", "--data", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for line in LINES:
        assert re.search(line, done.stdout, re.MULTILINE), (line, done.stdout)
    assert "\nMELO" not in done.stdout and "The same beside" not in done.stdout
