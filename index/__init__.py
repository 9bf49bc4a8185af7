"""Which postings or articles fit this text? Hybrid search: BM25 and vectors under filters, fused, with reasons."""

from index.building import build_index
from index.columns import Facts, Filters
from index.document import Document
from index.encoder import load_encoder, load_model
from index.engines import Engine, build_engine, open_engine
from index.local import LocalIndex, open_index
from index.search import Hit, Page, Reasons, SearchIndex, Sort

__all__ = [
    "Document",
    "Engine",
    "Facts",
    "Filters",
    "Hit",
    "LocalIndex",
    "Page",
    "Reasons",
    "SearchIndex",
    "Sort",
    "build_engine",
    "build_index",
    "load_encoder",
    "load_model",
    "open_engine",
    "open_index",
]
