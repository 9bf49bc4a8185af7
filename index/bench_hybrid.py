"""The engines of words and meaning that the benchmark compares; each encodes the query itself, all with the shipped model.

Postings are those of `index.bench_lexical`, with vectors and facts of `index.bench_live`; a query is words of a posting and
the title of another. A peer fuses its two lists by reciprocal ranks as its own documentation does.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from index import bench_live, warm
from index.analysis import Compounds
from index.bench_live import FILTERS
from index.bench_peers import TOP, Allowed, Engine, Numbers
from index.columns import Filters
from index.encoder import Vectors, load_encoder
from index.fusion import DIGITS, covering, fuse, near_from
from index.generation import read_generation, write_generation
from index.layout import Floats
from index.lexical import Lexical
from index.local import LocalIndex
from index.postings import invert
from index.renderings import keep_renderings, read_renderings
from index.segment import Segment, vectors_of
from index.snapshot import LEAST_WEIGHT
from index.terms import Terms

DEPTH, CONSTANT = 100, 60  # of the peers' fusion
CHUNK = 20_000


class Hybrid(Engine):
    """An engine that finds by words and by meaning."""

    hybrid = True
    equal = 2 * 10**-DIGITS  # each may have been rounded the other way

    @cached_property
    def vectors(self) -> NDArray[np.float16]:
        """The postings' vectors."""
        found: NDArray[np.float16] = np.load(self.folder.parent / "vectors.npy", mmap_mode="r")
        return found

    def encoded(self, query: Sequence[str]) -> Vectors:
        """The query's vector."""
        vector: Vectors = load_encoder().encode([" ".join(query)], query=True)[0]
        return vector

    def warm(self) -> None:  # noqa: D102
        load_encoder().encode(["warm"])

    def cosines(self, query: Sequence[str]) -> Floats:
        """The cosine of every posting, by comparing all."""
        vector, size = self.encoded(query), len(self.vectors)
        parts = [self.vectors[at : at + CHUNK].astype(np.float32) @ vector for at in range(0, size, CHUNK)]
        return np.concatenate(parts).astype(np.float64)

    def exact(self, words: Lexical, query: list[str]) -> Floats:
        """The reciprocal ranks of the best of both lists."""
        return self._reciprocal(words.scores(query), self.cosines(query))

    def _reciprocal(self, *lists: Floats) -> Floats:
        fused = np.zeros(len(lists[0]))
        for scores in lists:
            kept = scores if self.allowed is None else np.where(self.allowed, scores, 0.0)
            best = np.argpartition(-kept, DEPTH)[:DEPTH]
            best = best[kept[best] > 0]
            fused[best[np.argsort(-kept[best], kind="stable")]] += 1 / (CONSTANT + 1 + np.arange(len(best)))
        return fused


class OursHybrid(Hybrid):
    """This index, as the app asks it."""

    name = "ours, hybrid"

    def warm(self) -> None:  # noqa: D102
        super().warm()
        warm.up()

    def prepared(self, corpus: Any) -> Any:  # noqa: D102
        return bench_live.made_columns(len(corpus.sizes))

    def build(self, corpus: Any, columns: Any) -> None:  # noqa: D102
        size = len(corpus.sizes)
        words = invert(corpus.tokens, corpus.sizes, corpus.terms)
        ids = Terms.build([f"{number:08x}" for number in range(size)])
        segment = Segment(ids, words, vectors_of(self.vectors), columns, np.zeros(size, np.bool_))
        given: dict[str, Any] = {"model_id": load_encoder().model_id, "store_id": "", "store_version": 0, "created": ""}
        write_generation(self.folder, segment, Compounds({}), **given)
        keep_renderings(self.folder, load_encoder())

    def open(self, corpus: Any) -> None:  # noqa: D102
        encoder = load_encoder()
        renderings = read_renderings(self.folder, encoder.model_id)
        self.index = LocalIndex(read_generation(self.folder, encoder.model_id), encoder, renderings=renderings)

    def narrow(self, allowed: Allowed) -> None:  # noqa: D102
        super().narrow(allowed)
        self.filters = Filters() if allowed is None else FILTERS

    def search(self, query: list[str]) -> Any:  # noqa: D102
        return self.index.search(" ".join(query), self.filters, TOP)

    def numbers(self, answer: Any) -> Numbers:  # noqa: D102
        return np.array([int(hit.id, 16) for hit in answer], np.int64)

    def exact(self, words: Lexical, query: list[str]) -> Floats:
        """What the index promises, by looking at every posting."""
        statistics, terms = words.statistics, list(dict.fromkeys(query))
        weights = [max(LEAST_WEIGHT, statistics.idf(term)) if statistics.frequency(term) else 0.0 for term in terms]
        held = np.zeros(statistics.size)
        for term, weight in zip(terms, weights, strict=True):
            held[words.holders(term)] += weight
        bm25 = np.where(covering(held, weights), words.scores(terms), 0.0)
        cosines = self.cosines(query)
        near = near_from(float(cosines.max()))
        cosines[cosines < near] = 0.0
        found = (bm25 > 0) | (cosines > 0)
        kept = np.flatnonzero(found if self.allowed is None else found & self.allowed)
        snapshot, fused = self.index.snapshot, np.zeros(len(held))
        understood = snapshot.words(" ".join(query))
        rendering = snapshot.rendering(snapshot.vector(" ".join(query)), understood)
        rendered, sure = snapshot.rendered(rendering, kept)[0], rendering.sure if rendering else None
        fused[kept] = fuse(bm25[kept], cosines[kept], snapshot.known(understood), near, rendered, sure)
        return fused


class WalkAndFlat(Hybrid):
    """rank-bm25 and a flat FAISS index as they come."""

    name, keeps_corpus = "rank-bm25, FAISS", True
    most, limit = 100_000, "rank-bm25 needs 10 GB and more for a million"

    def prepared(self, corpus: Any) -> Any:  # noqa: D102
        return None

    def open(self, corpus: Any) -> None:  # noqa: D102
        self.model = BM25Okapi(corpus.documents())
        self.flat = faiss.IndexFlatIP(self.vectors.shape[1])
        self.flat.add(np.asarray(self.vectors, np.float32))

    def narrow(self, allowed: Allowed) -> None:  # noqa: D102
        super().narrow(allowed)
        self.bits = None if allowed is None else np.packbits(allowed, bitorder="little")

    def search(self, query: list[str]) -> Any:  # noqa: D102
        scores = self.model.get_scores(query)
        kept = scores if self.allowed is None else np.where(self.allowed, scores, 0.0)
        best = np.argpartition(-kept, DEPTH)[:DEPTH]
        best = best[kept[best] > 0]
        chosen = None
        if self.bits is not None:
            known: Any = faiss  # its stub knows neither arrays nor `sel`
            chosen = known.SearchParameters(sel=known.IDSelectorBitmap(self.bits))
        cosines, found = self.flat.search(self.encoded(query)[None], DEPTH, params=chosen)
        near = found[0][cosines[0] > 0]
        fused: dict[int, float] = {}
        for numbers in (best[np.argsort(-kept[best], kind="stable")], near):
            for rank, number in enumerate(numbers.tolist(), 1):
                fused[number] = fused.get(number, 0.0) + 1 / (CONSTANT + rank)
        return sorted(fused, key=lambda number: -fused[number])[:TOP]


class Lance(Hybrid):
    """LanceDB: its full-text index, vectors in lists, a bitmap on the filter's column."""

    name, packages = "LanceDB hybrid", ("lancedb",)

    def build(self, corpus: Any, documents: Any) -> None:  # noqa: D102
        import lancedb
        import pyarrow as pa
        from lancedb.index import FTS, Bitmap, IvfFlat

        numbers = pa.array(np.arange(len(documents), dtype=np.int32))
        flat = pa.array(np.asarray(self.vectors, np.float32).reshape(-1))
        vectors = pa.FixedSizeListArray.from_arrays(flat, self.vectors.shape[1])
        texts = pa.array([" ".join(words) for words in documents])
        columns = {"number": numbers, "body": texts, "kept": pa.array(corpus.allowed), "vector": vectors}
        table = lancedb.connect(self.folder).create_table("ads", pa.table(columns))
        table.create_index("body", config=FTS(base_tokenizer="whitespace", stem=False, remove_stop_words=False))
        lists = int(len(documents) ** 0.5)
        table.create_index("vector", config=IvfFlat(distance_type="cosine", num_partitions=lists))
        table.create_index("kept", config=Bitmap())

    def open(self, corpus: Any) -> None:  # noqa: D102
        import lancedb
        from lancedb.rerankers import RRFReranker

        self.table, self.reranker = lancedb.connect(self.folder).open_table("ads"), RRFReranker(CONSTANT)

    def search(self, query: list[str]) -> Any:  # noqa: D102
        asked = self.table.search(query_type="hybrid").vector(self.encoded(query)).text(" ".join(query))
        asked = asked if self.allowed is None else asked.where("kept = true", prefilter=True)
        return asked.select(["number"]).rerank(self.reranker).limit(DEPTH).to_arrow()["number"].to_pylist()[:TOP]


class MilvusLite(Hybrid):
    """milvus-lite: its own BM25 function, vectors in lists, reciprocal ranks."""

    name, packages = "milvus-lite hybrid", ("pymilvus", "milvus_lite")
    most, limit = 100_000, "it holds its index in Python objects"

    @property
    def _file(self) -> str:
        return str(self.folder / "ads.db")

    def build(self, corpus: Any, documents: Any) -> None:  # noqa: D102
        from pymilvus import DataType, Function, FunctionType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False)
        schema.add_field("number", DataType.INT64, is_primary=True)
        schema.add_field("body", DataType.VARCHAR, max_length=65_535, enable_analyzer=True)
        schema.add_field("kept", DataType.BOOL)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=self.vectors.shape[1])
        schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
        function = FunctionType.BM25
        schema.add_function(Function("bm25", function, input_field_names=["body"], output_field_names=["words"]))
        indexes = MilvusClient.prepare_index_params()
        indexes.add_index(
            "vector", index_type="IVF_FLAT", metric_type="IP", params={"nlist": int(len(documents) ** 0.5)}
        )
        indexes.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
        client = MilvusClient(self._file)
        client.create_collection("ads", schema=schema)
        for at in range(0, len(documents), 2_000):
            part = range(at, min(at + 2_000, len(documents)))
            vectors = np.asarray(self.vectors[at : at + 2_000], np.float32)
            rows = [
                {"number": n, "body": " ".join(documents[n]), "kept": bool(corpus.allowed[n]), "vector": vector}
                for n, vector in zip(part, vectors, strict=True)
            ]
            client.insert("ads", rows)
        client.flush("ads")
        client.create_index("ads", indexes, sync=False)
        client.load_collection("ads")
        client.close()

    def open(self, corpus: Any) -> None:  # noqa: D102
        from pymilvus import MilvusClient

        self.client = MilvusClient(self._file)
        self.client.load_collection("ads")

    def search(self, query: list[str]) -> Any:  # noqa: D102
        from pymilvus import AnnSearchRequest, RRFRanker

        kept = "" if self.allowed is None else "kept == true"
        probed = {"metric_type": "IP", "params": {"nprobe": 32}}
        lists = [
            AnnSearchRequest([self.encoded(query)], "vector", probed, DEPTH, expr=kept),
            AnnSearchRequest([" ".join(query)], "words", {"metric_type": "BM25"}, DEPTH, expr=kept),
        ]
        hits = self.client.hybrid_search("ads", lists, RRFRanker(CONSTANT), limit=TOP)[0]
        return [hit["number"] for hit in hits]

    def close(self) -> None:  # noqa: D102
        self.client.close()


HYBRIDS: tuple[type[Hybrid], ...] = (OursHybrid, WalkAndFlat, Lance, MilvusLite)
