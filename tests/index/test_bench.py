"""The benchmark runs and says what it promises to say; its times are nobody's business here."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LINES = (
    r"cores, Python 3\.",
    r"^build, 200 postings +[\d.,]+ s +limit 60 s",
    r"^  peak memory of that process, 200 postings +[\d.,]+ MB +limit 1,500 MB",
    r"^open, 200 postings",
    r"^search, \d+ postings, filters and facets, p50 .* limit 100 ms",
    r"^search, 200 postings, filters and facets, p50",
    r"^search, 200 postings, filters and facets, p95",
    r"^search, 200 postings, filters and facets, p99",
    r"^words only, ours .* recall@10 1\.000$",
    r"^words only, rank_bm25 as it comes .* times ours$",
    r"^words only, bm25s(: not installed| .* times ours)",
    r"^words and meaning, ours",
    r"^words and meaning, rank_bm25 and FAISS flat with RRF .* times ours$",
    r"^a new posting: stored, refreshed, found",
)


def test_the_table_of_a_small_run() -> None:
    command = [sys.executable, "-m", "index.bench", "--postings", "200", "--queries", "5", "--no-serve"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for line in LINES:
        assert re.search(line, done.stdout, re.MULTILINE), (line, done.stdout)
    assert "serve" not in done.stdout


ENGINES = ("ours", "rank-bm25", "rank-bm25-rs", "bm25s numba", "tantivy", "SQLite FTS5")


def test_the_table_of_words_only() -> None:
    command = [sys.executable, "-m", "index.bench", "--lexical", "--postings", "300", "--queries", "20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ENGINES:
        assert re.search(rf"^{re.escape(name)} +(not installed|\d)", done.stdout, re.MULTILINE), (name, done.stdout)
    ours = re.search(r"^ours .*", done.stdout, re.MULTILINE)
    assert ours and ours[0].split().count("1.000") == 2  # recall, with the filter too
    assert "0 of 20 lists differ from ours" in done.stdout
