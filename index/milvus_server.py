"""A Milvus server: its address, its collections, and its errors in our words. The only module that imports pymilvus."""

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from index.encoder import Vectors
from index.errors import SearchUnavailable
from index.milvus_rows import MOST_TERMS, MOST_VALUES, Spots

NAME = "heimvorteil"
WINDOW = 16_384  # the most rows that Milvus gives in one answer
WAIT_S = 10.0
BATCH = 1_000
FLAT_MOST = 50_000  # rows up to which every vector is looked at
LISTS, PROBED = 1_024, 32
DIGITS = 6  # of a cosine; what comes after differs from one way of adding to another, and would part equal documents
_TEXT, _ID, _NOTES = 65_535, 512, 100
_TERM, _NOTE, _SPOT = range(3)
_GENERATION = re.compile(rf"{NAME}_(\d+)")
_NUMBERS = ("number", "mode", "posted", "closes", "german", "language", "employer", "industry")
_AMOUNTS = ("salary", "hours_low", "hours_high")
_ARRAYS = {"terms": MOST_TERMS} | dict.fromkeys(("types", "places", "spots", "denied"), MOST_VALUES)
_REMEDY = "Start it, or leave JOBBOARD_SEARCH_URL empty to search in this process."


@dataclass(frozen=True, slots=True)
class Names:
    """The two collections of a generation: documents, and beside them words and notes."""

    documents: str

    @classmethod
    def of(cls, number: int) -> "Names":
        """The collections of a generation by its number."""
        return cls(f"{NAME}_{number}")

    @property
    def words(self) -> str:
        """Where the words are."""
        return f"{self.documents}_words"

    @property
    def number(self) -> int:
        """The generation's number."""
        return int(self.documents.rpartition("_")[2])


class Server:
    """A connection to Milvus, or to a file of milvus-lite, which only tests and trials should use.

    Raises SearchUnavailable, naming the address, whenever the server does not answer or refuses.
    """

    def __init__(self, url: str) -> None:
        try:
            from pymilvus import MilvusClient
        except ImportError as error:
            remedy = 'Install it: pip install "heimvorteil[cluster]".'
            raise SearchUnavailable(_shown(url), "its client pymilvus is not installed.", remedy=remedy) from error
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # what it logs is raised as well
        self.address = _shown(url)
        with self._errors():
            self._client = MilvusClient(timeout=WAIT_S, **_options(url))

    def current(self) -> Names | None:
        """The collections of the generation that is searched; None if there is none."""
        with self._errors():
            found = [name for name in self._client.list_collections() if NAME in self._aliases(name)]
        return Names(found[0]) if found else None

    def numbers(self) -> list[int]:
        """The numbers of all generations."""
        with self._errors():
            names = self._client.list_collections()
        return sorted(int(found[1]) for name in names if (found := _GENERATION.fullmatch(name)))

    def create(self, names: Names, dimensions: int, documents: int) -> None:
        """New collections for so many documents with vectors of so many dimensions."""
        from pymilvus import DataType, MilvusClient

        whole, text, numbers = DataType.INT64, DataType.VARCHAR, {"element_type": DataType.INT64}
        rows = MilvusClient.create_schema(auto_id=False)
        rows.add_field("id", text, is_primary=True, max_length=_ID)
        rows.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
        rows.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
        for column in ("length", *_NUMBERS):
            rows.add_field(column, whole)
        for column in _AMOUNTS:
            rows.add_field(column, DataType.DOUBLE)
        for column, most in _ARRAYS.items():
            rows.add_field(column, DataType.ARRAY, max_capacity=most, **numbers)
        rows.add_field("facts", text, max_length=_TEXT)
        indexes = MilvusClient.prepare_index_params()
        kind, params = ("FLAT", {}) if documents <= FLAT_MOST else ("IVF_FLAT", {"nlist": LISTS})
        indexes.add_index("vector", index_type=kind, metric_type="IP", params=params)
        indexes.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        for column in (*_NUMBERS, *_AMOUNTS):
            indexes.add_index(column, index_type="INVERTED")
        beside = MilvusClient.create_schema(auto_id=False)
        beside.add_field("id", text, is_primary=True, max_length=_ID)
        beside.add_field("vector", DataType.FLOAT_VECTOR, dim=2)  # Milvus wants one in every collection
        beside.add_field("kind", whole)
        beside.add_field("held", whole)
        beside.add_field("text", text, max_length=_TEXT)
        plain = MilvusClient.prepare_index_params()
        plain.add_index("vector", index_type="FLAT", metric_type="IP")
        with self._errors():
            for name, schema, wanted in ((names.documents, rows, indexes), (names.words, beside, plain)):
                self._client.create_collection(name, schema=schema, consistency_level="Session")
                self._client.create_index(name, wanted, sync=False)  # loading waits for them, once
        self._index_arrays(names)
        self.load(names)

    def load(self, names: Names) -> None:
        """Let a generation be searched; does nothing where it can be already."""
        with self._errors():
            for name in (names.documents, names.words):
                self._client.load_collection(name)

    def _index_arrays(self, names: Names) -> None:
        """Indexes on the arrays, where the server has such; without them it looks at every row."""
        from pymilvus import MilvusClient, MilvusException

        for column in _ARRAYS:
            wanted = MilvusClient.prepare_index_params()
            wanted.add_index(column, index_type="INVERTED")
            try:
                self._client.create_index(names.documents, wanted, sync=False)
            except MilvusException:
                return

    def point(self, names: Names, kept: int) -> None:
        """Make a generation the one that is searched, at once; older ones but so many are removed."""
        before = self.current()
        with self._errors():
            change = self._client.alter_alias if before else self._client.create_alias
            change(names.documents, NAME)
        for number in self.numbers()[:-kept]:
            self.drop(Names.of(number))

    def drop(self, names: Names) -> None:
        """Remove a generation."""
        with self._errors():
            self._client.drop_collection(names.documents)
            self._client.drop_collection(names.words)

    def write(self, collection: str, rows: Sequence[Mapping[str, Any]], *, gone: Sequence[str] = ()) -> None:
        """Put rows in the place of those with the same ids, and remove those that are gone."""
        with self._errors():
            for at in range(0, len(gone), BATCH):
                self._client.delete(collection, ids=list(gone[at : at + BATCH]))
            for at in range(0, len(rows), BATCH):
                self._client.upsert(collection, list(rows[at : at + BATCH]))

    def get(self, collection: str, ids: Sequence[str], columns: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Rows by id; those that are not there are left out."""
        found: dict[str, dict[str, Any]] = {}
        with self._errors():
            for at in range(0, len(ids), BATCH):
                chunk = self._client.get(collection, ids=list(ids[at : at + BATCH]), output_fields=["id", *columns])
                found |= {row["id"]: dict(row) for row in chunk}
        return found

    def rows(self, names: Names, condition: str, columns: Sequence[str]) -> dict[str, dict[str, Any]]:
        """The rows that meet a condition, at most as many as Milvus gives."""
        return self._rows(names.documents, condition, columns)

    def _rows(self, collection: str, condition: str, columns: Sequence[str]) -> dict[str, dict[str, Any]]:
        with self._errors():
            found = self._client.query(
                collection, filter=condition, output_fields=["id", *columns], limit=WINDOW, timeout=WAIT_S
            )
        return {row["id"]: dict(row) for row in found}

    def count(self, names: Names, condition: str) -> int:
        """How many rows meet a condition."""
        with self._errors():
            found = self._client.query(names.documents, filter=condition, output_fields=["count(*)"], timeout=WAIT_S)
        return int(found[0]["count(*)"])

    def by_words(self, names: Names, weights: Mapping[int, float], condition: str, k: int) -> dict[str, dict[str, Any]]:
        """The rows that meet a condition and whose words weigh most, best first."""
        columns = ["words", "length", "facts"]
        hits = self._search(names, "words", dict(weights), condition, k, columns, {})
        return {hit["id"]: dict(hit["entity"]) for hit in hits}

    def by_meaning(
        self, names: Names, vector: Vectors, condition: str, k: int, least: float
    ) -> list[tuple[str, float, dict[str, Any]]]:
        """The rows that meet a condition and whose cosine exceeds a bound, nearest first, each with it and its facts."""
        params = {"radius": least, "nprobe": PROBED}
        hits = self._search(names, "vector", vector.tolist(), condition, k, ["facts"], params)
        return [(hit["id"], round(hit["distance"], DIGITS), dict(hit["entity"])) for hit in hits]

    def _search(
        self, names: Names, column: str, asked: Any, condition: str, k: int, columns: list[str], params: dict[str, Any]
    ) -> list[dict[str, Any]]:
        with self._errors():
            found = self._client.search(
                names.documents,
                data=[asked],
                anns_field=column,
                filter=condition,
                limit=k,
                output_fields=columns,
                search_params={"metric_type": "IP", "params": params},
                timeout=WAIT_S,
            )
        return list(found[0])

    def held(self, names: Names, terms: Sequence[int]) -> dict[int, int]:
        """In how many documents terms are, by their digests."""
        found = self.get(names.words, [str(term) for term in terms], ["held"])
        return {term: int(found[str(term)]["held"]) if str(term) in found else 0 for term in terms}

    def write_held(self, names: Names, counts: Mapping[int, int]) -> None:
        """Say in how many documents terms are."""
        rows = [_beside(str(term), _TERM, held=count) for term, count in counts.items() if count]
        self.write(names.words, rows, gone=[str(term) for term, count in counts.items() if not count])

    def spots(self, names: Names) -> Spots:
        """The coordinates of all places."""
        rows = self._rows(names.words, f"kind == {_SPOT}", ["text"])
        return {int(each.partition(":")[2]): tuple(json.loads(row["text"])) for each, row in rows.items()}

    def write_spots(self, names: Names, spots: Spots) -> None:
        """Add coordinates of places."""
        rows = [_beside(f"spot:{at}", _SPOT, text=json.dumps(spot)) for at, spot in spots.items()]
        self.write(names.words, rows)

    def note(self, names: Names, name: str) -> str:
        """A note's text; empty if there is none."""
        first = f"note:{name}:0"
        found = self.get(names.words, [first], ["held", "text"])
        if first not in found:
            return ""
        others = [f"note:{name}:{at}" for at in range(1, int(found[first]["held"]))]
        for at in range(0, len(others), _NOTES):
            found |= self.get(names.words, others[at : at + _NOTES], ["text"])
        return "".join(str(found[each]["text"]) for each in (first, *others))

    def write_note(self, names: Names, name: str, text: str) -> None:
        """Write a note of ASCII characters, in as many rows as it needs; the first says in how many."""
        parts = [text[at : at + _TEXT] for at in range(0, len(text), _TEXT)]
        rows = [_beside(f"note:{name}:{at}", _NOTE, held=len(parts), text=part) for at, part in enumerate(parts)]
        for at in range(0, len(rows), _NOTES):
            self.write(names.words, rows[at : at + _NOTES])

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()

    def _aliases(self, collection: str) -> list[str]:
        return list(self._client.list_aliases(collection)["aliases"])

    @contextmanager
    def _errors(self) -> Iterator[None]:
        from grpc import RpcError
        from pymilvus import MilvusException

        try:
            yield
        except (MilvusException, RpcError, ValueError) as error:  # ValueError: the client could not send what it has
            reason = str(getattr(error, "message", "") or error).partition("\n")[0]
            raise SearchUnavailable(
                self.address, f"it does not answer as it should ({reason}).", remedy=_REMEDY
            ) from error


def _beside(each: str, kind: int, *, held: int = 0, text: str = "") -> dict[str, Any]:
    return {"id": each, "vector": [0.0, 0.0], "kind": kind, "held": held, "text": text}


def _options(url: str) -> dict[str, str]:
    """How the client is told an address: without user, password and database in it."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return {"uri": url}
    return {
        "uri": f"{parts.scheme}://{parts.hostname}:{parts.port or 19530}",
        "db_name": parts.path[1:],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }


def _shown(url: str) -> str:
    """An address without user and password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.netloc else url
