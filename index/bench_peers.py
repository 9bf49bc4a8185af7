"""The BM25 engines that the benchmark compares, each as its own documentation says it is fast."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from index import warm
from index.layout import Floats, Layout
from index.lexical import Lexical
from index.postings import Postings, bits_of, invert
from index.terms import Terms

if TYPE_CHECKING:
    from index.bench_lexical import Corpus

TOP = 10
Numbers = NDArray[np.int64]
Allowed = NDArray[np.bool_] | None


class Engine:
    """An engine that keeps its index in a folder; one that keeps nothing there opens by building."""

    name: ClassVar[str]
    packages: ClassVar[tuple[str, ...]] = ()
    keeps_corpus = hybrid = False
    equal = 1e-9  # scores that differ by less are equal
    most, limit = 10**9, ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.allowed: Allowed = None

    def warm(self) -> None:
        """Let compile what is compiled once."""

    def prepared(self, corpus: "Corpus") -> Any:
        """The postings in the form in which the engine takes them; not timed."""
        return corpus.documents()

    def build(self, corpus: "Corpus", documents: Any) -> None:
        """Build the index."""

    def open(self, corpus: "Corpus") -> None:
        """Open the index."""

    def narrow(self, allowed: Allowed) -> None:
        """Only these are to be found from now on."""
        self.allowed = allowed

    def search(self, query: list[str]) -> Any:
        """The best for a query."""
        raise NotImplementedError

    def numbers(self, answer: Any) -> Numbers:
        """The documents of an answer, best first."""
        return np.asarray(answer, np.int64)

    def close(self) -> None:
        """Give back what was opened."""

    def exact(self, words: Lexical, query: list[str]) -> Floats:
        """The score of every document, by which answers are judged; 0 for what is not to be found."""
        scores = words.scores(query)
        return scores if self.allowed is None else np.where(self.allowed, scores, 0.0)


class Ours(Engine):
    """This index."""

    name = "ours"

    def warm(self) -> None:  # noqa: D102
        warm.up()

    def prepared(self, corpus: "Corpus") -> Any:  # noqa: D102
        return None

    def build(self, corpus: "Corpus", documents: Any) -> None:  # noqa: D102
        postings = invert(corpus.tokens, corpus.sizes, corpus.terms)
        (self.folder / "terms.txt").write_bytes(postings.terms.text)
        for name in ("offsets", "bucket_starts", "bucket_terms"):
            np.save(self.folder / f"{name}.npy", getattr(postings.terms, name))
        for name, values in postings.layout._asdict().items():
            np.save(self.folder / f"{name}.npy", values)

    def open(self, corpus: "Corpus") -> None:  # noqa: D102
        def array(name: str) -> Any:
            return np.asarray(np.load(self.folder / f"{name}.npy", mmap_mode="r"))

        text = (self.folder / "terms.txt").read_bytes()
        terms = Terms(text, *(array(name) for name in ("offsets", "bucket_starts", "bucket_terms")))
        postings = Postings(terms, Layout(*(array(name) for name in Layout._fields)))
        self.lexical = Lexical.of([(postings, np.zeros(postings.size, np.bool_))])

    def narrow(self, allowed: Allowed) -> None:  # noqa: D102
        super().narrow(allowed)
        self.bits = None if allowed is None else [bits_of(allowed)]

    def search(self, query: list[str]) -> Any:  # noqa: D102
        return self.lexical.top(query, TOP, self.bits)[0]


class Walk(Engine):
    """rank-bm25 as it comes."""

    name, keeps_corpus = "rank-bm25", True
    most, limit = 100_000, "it needs 10 GB and more for a million"

    def prepared(self, corpus: "Corpus") -> Any:  # noqa: D102
        return None

    def open(self, corpus: "Corpus") -> None:  # noqa: D102
        self.model = BM25Okapi(corpus.documents())

    def search(self, query: list[str]) -> Any:  # noqa: D102
        scores = self.model.get_scores(query)
        return np.argpartition(-(scores if self.allowed is None else np.where(self.allowed, scores, 0.0)), TOP)[:TOP]

    def differs(self, query: list[str], ours: Lexical) -> bool:
        """Whether a score or a place in the list of the best differs from ours."""
        scores = self.model.get_scores(query)
        best = np.lexsort((np.arange(len(scores)), -scores))[:TOP]
        numbers, found = ours.top(query, TOP)
        best = best[scores[best] > 0]
        return bool(numbers.tolist() != best.tolist() or found.tolist() != scores[best].tolist())


class Rust(Walk):
    """rank-bm25-rs, which has rank-bm25's interface."""

    name, packages = "rank-bm25-rs", ("rank_bm25_rs",)
    most, limit = 10**9, ""

    def open(self, corpus: "Corpus") -> None:  # noqa: D102
        import rank_bm25_rs

        self.model = rank_bm25_rs.BM25Okapi(corpus.documents())


class Eager(Engine):
    """bm25s with its numba backend."""

    name, packages = "bm25s numba", ("bm25s",)

    def prepared(self, corpus: "Corpus") -> Any:  # noqa: D102
        from bm25s.tokenization import Tokenized

        ids = np.split(corpus.tokens, np.cumsum(corpus.sizes)[:-1])
        return Tokenized(ids, {term: at for at, term in enumerate(corpus.terms)})

    def build(self, corpus: "Corpus", documents: Any) -> None:  # noqa: D102
        import bm25s

        model = bm25s.BM25(backend="numba")
        model.index(documents, show_progress=False)
        model.save(self.folder)

    def open(self, corpus: "Corpus") -> None:  # noqa: D102
        import bm25s

        self.model = bm25s.BM25.load(self.folder, mmap=True)
        self.model.backend = "numba"
        self.model.activate_numba_scorer()

    def narrow(self, allowed: Allowed) -> None:  # noqa: D102
        self.allowed = None if allowed is None else allowed.astype(np.float32)

    def search(self, query: list[str]) -> Any:  # noqa: D102
        return self.model.retrieve([query], k=TOP, show_progress=False, weight_mask=self.allowed)[0][0]


class Tantivy(Engine):
    """tantivy, words cut at spaces, without positions, the count of all hits not asked for."""

    name, packages = "tantivy", ("tantivy",)

    def _schema(self) -> Any:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
        schema.add_text_field("kept", tokenizer_name="raw", index_option="basic")
        schema.add_unsigned_field("number", stored=True)
        return schema.build()

    def build(self, corpus: "Corpus", documents: Any) -> None:  # noqa: D102
        import tantivy

        writer = tantivy.Index(self._schema(), str(self.folder)).writer(1 << 30, 1)
        for number, (words, kept) in enumerate(zip(documents, corpus.allowed.tolist(), strict=True)):
            writer.add_document(tantivy.Document(body=" ".join(words), kept="yn"[not kept], number=number))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, corpus: "Corpus") -> None:  # noqa: D102
        import tantivy

        index = tantivy.Index.open(str(self.folder))
        self.schema, self.searcher = index.schema, index.searcher()

    def search(self, query: list[str]) -> Any:  # noqa: D102
        from tantivy import Occur, Query

        wanted = Query.boolean_query([(Occur.Should, Query.term_query(self.schema, "body", w, "freq")) for w in query])
        if self.allowed is not None:
            kept = Query.const_score_query(Query.term_query(self.schema, "kept", "y", "basic"), 0.0)
            wanted = Query.boolean_query([(Occur.Must, wanted), (Occur.Must, kept)])
        return self.searcher.search(wanted, TOP, count=False).hits

    def numbers(self, answer: Any) -> Numbers:  # noqa: D102
        return np.array([self.searcher.doc(address)["number"][0] for _, address in answer], np.int64)


class Fts5(Engine):
    """SQLite's full-text index, without contents."""

    name = "SQLite FTS5"

    def build(self, corpus: "Corpus", documents: Any) -> None:  # noqa: D102
        with sqlite3.connect(self.folder / "fts.db") as connection:
            connection.execute("CREATE VIRTUAL TABLE ads USING fts5(body, content='')")
            connection.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY)")
            rows = ((number, " ".join(words)) for number, words in enumerate(documents))
            connection.executemany("INSERT INTO ads (rowid, body) VALUES (?, ?)", rows)
            kept = ((number,) for number in np.flatnonzero(corpus.allowed).tolist())
            connection.executemany("INSERT INTO kept VALUES (?)", kept)
            connection.execute("INSERT INTO ads (ads) VALUES ('optimize')")
        connection.close()

    def open(self, corpus: "Corpus") -> None:  # noqa: D102
        self.connection = sqlite3.connect(self.folder / "fts.db")

    def search(self, query: list[str]) -> Any:  # noqa: D102
        narrowed = "" if self.allowed is None else "AND +rowid IN (SELECT number FROM kept)"
        statement = f"SELECT rowid FROM ads WHERE ads MATCH ? {narrowed} ORDER BY rank LIMIT {TOP}"  # noqa: S608 - ours
        return [number for (number,) in self.connection.execute(statement, [" OR ".join(query)])]

    def close(self) -> None:  # noqa: D102
        self.connection.close()


PEERS: tuple[type[Engine], ...] = (Ours, Walk, Rust, Eager, Tantivy, Fts5)
