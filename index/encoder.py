"""From texts to vectors: the shipped static model without torch, any other sentence-transformers model with it."""

import hashlib
import json
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import warm
from index.errors import ModelMissing
from index.phrases import FILE as PHRASES
from index.phrases import read_phrases
from index.pieces import WIDTH, Pieces

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
SHIPPED = Path(__file__).parent / "model"
WEIGHTS, COARSE, FINE = "model.safetensors", "tokenizer.json", "tokenizer_fine.json"
_STATIC = "StaticEmbedding"
BATCH, AT_ONCE = 1_024, 128  # texts; vectors of so many should stay in the processor's cache
MANY = 5_000  # for so many texts it is worth loading a compiled loop


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    model_id: str
    dimensions: int

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions); a text without any known piece is the zero vector."""
        ...

    def vocabulary(self) -> Sequence[str]:
        """Whole words the model knows, if it keeps a list of them."""
        ...


class StaticEncoder:
    """A static model (one vector a piece, mean, normalised) read from its files by tokenizers and numpy.

    A text is cut by one tokenizer, or by a coarse and a fine one (`index.grains`), whose rows follow one another; names
    known as a whole lean towards what they name (`index.phrases`). Equal to `SentenceTransformer.encode` on the same
    files to 1e-6 (by test); opens in a tenth of a second. With `marked` false, a title is not drawn to others that say that
    women and men are meant (`index.phrases`), and equal only where no text says so.
    """

    def __init__(self, folder: Path, *, marked: bool = True) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        try:
            weights = load_file(folder / WEIGHTS)["embedding.weight"]
            files = [folder / name for name in (COARSE, FINE) if name == COARSE or (folder / name).exists()]
            self._tokenizers = [Tokenizer.from_file(str(file)) for file in files]
            self._phrases = read_phrases(folder)
            self.pieces = Pieces(self._tokenizers)
            if len(weights) != sum(self.pieces.sizes):
                raise ValueError(f"{sum(self.pieces.sizes)} pieces have {len(weights)} vectors")
        except Exception as error:  # the two libraries raise bare Exception for a bad file
            raise ModelMissing(folder, f"its files cannot be read ({error}).", remedy=_remedy(str(folder))) from error
        self.weights = weights.astype(np.float32)
        self.dimensions = int(self.weights.shape[1])
        files += [folder / PHRASES] if self._phrases else []
        self.model_id = f"static:{_digest(folder / WEIGHTS, *files)}"
        if self._phrases and not marked:
            self._phrases = self._phrases.unmarked()
            self.model_id += ":unmarked"

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Unit vectors; queries and documents are encoded alike."""
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            pieces = self.pieces.of(_sound(texts[start : start + BATCH]))
            out[start : start + BATCH] = self.vectors(
                np.frombuffer(b"".join(pieces), np.int32),
                np.array([len(one) // WIDTH for one in pieces]),
                pieces,
                many=len(texts) >= MANY or warm.loops() is not None,
            )
        return out

    def cut(self, texts: Sequence[str]) -> list[bytes]:
        """The numbers of each text's pieces, which are rows of `weights`, as bytes of 32-bit integers; without marks, which
        say nothing by themselves (`index.phrases`)."""
        found = self.pieces.of(_sound(texts))
        return list(map(self._phrases.marks.without, found)) if self._phrases else found

    def vectors(self, rows: NDArray[np.int32], sizes: NDArray[Any], names: Sequence[bytes], *, many: bool) -> Vectors:
        """Unit vectors of texts by their pieces, one text after the other, how many each has, and the pieces of those
        that may be a name; `many` says that compiled loops are there or worth loading."""
        found = _unit(self._sums(rows, sizes, many=many))
        if self._phrases:
            which, more = self._phrases.added(self._phrases.find(names))
            if len(which):
                found[which] = _unit(found[which] + more)
        return found

    def _sums(self, rows: NDArray[np.int32], sizes: NDArray[Any], *, many: bool) -> Vectors:
        """The sum of each text's vectors, zero for an empty one."""
        if many:
            from index import summing

            rows = rows.view()
            rows.flags.writeable = False  # as they are in `encode`, so that loops are compiled once
            return np.asarray(summing.sums(self.weights, rows, sizes.astype(np.int32)))
        sums, filled = np.zeros((len(sizes), self.dimensions), np.float32), np.flatnonzero(sizes)
        if len(filled):
            ends = np.cumsum(sizes)
            for at in range(0, len(filled), AT_ONCE):
                some = filled[at : at + AT_ONCE]
                first = ends[some[0]] - sizes[some[0]]
                starts = ends[some] - sizes[some] - first
                sums[some] = np.add.reduceat(self.weights[rows[first : ends[some[-1]]]], starts, axis=0)
        return sums

    def vocabulary(self) -> Sequence[str]:
        """Whole words among the pieces."""
        return [
            token[1:] for token in self._tokenizers[-1].get_vocab() if token.startswith("▁") and token[1:].isalpha()
        ]


class TransformerEncoder:
    """Any other sentence-transformers model, with the prompts its own configuration names."""

    def __init__(self, name: str) -> None:
        self._model = _sentence_transformer(name)
        self._lock = threading.Lock()
        self.dimensions = int(self._model.get_embedding_dimension() or 0)
        self.model_id = f"model:{name}"

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Unit vectors; the model's query prompt is put before queries, its document prompt before documents."""
        run = self._model.encode_query if query else self._model.encode_document
        with self._lock:
            vectors = run(_sound(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        return np.nan_to_num(np.asarray(vectors, dtype=np.float32))

    def vocabulary(self) -> Sequence[str]:
        """A sub-word model keeps no list of words."""
        return ()


class NoEncoder:
    """What stands in for a model that cannot be used: no text means anything."""

    model_id, dimensions = "none", 1

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Zero vectors, which are near to nothing."""
        return np.zeros((len(texts), self.dimensions), np.float32)

    def vocabulary(self) -> Sequence[str]:
        """It knows no words."""
        return ()


@lru_cache(maxsize=2)
def load_encoder(name: str = "", *, marked: bool = False) -> Encoder:
    """The encoder of a model: the shipped one for "", a folder, or a name sentence-transformers can resolve.

    "Kellner/in" and "Kellner" ask for the same work: for search, the shipped model puts neither nearer to titles worded like it.
    If `marked` it does, as `load_model` does, for lists of occupations, whose official names are worded so.
    """
    folder = Path(name) if name else SHIPPED
    if folder.is_dir() and _is_static(folder):
        return StaticEncoder(folder, marked=marked)
    return TransformerEncoder(name or str(folder))


def load_model(name: str = "") -> "SentenceTransformer":
    """The model as a SentenceTransformer in single precision; "" is the shipped one. Imports torch."""
    folder = Path(name) if name else SHIPPED
    if (folder / FINE).is_file():
        from index.grains import read_grains

        return read_grains(folder)
    return _sentence_transformer(name or str(SHIPPED)).float()


def _sentence_transformer(name: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu")
    except Exception as error:  # hub, file and configuration errors share no class
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelMissing(name, f"it cannot be loaded ({reason}).", remedy=_remedy(name)) from error


def _remedy(name: str) -> str:
    if name == str(SHIPPED):
        return "Install Heimvorteil again."
    return "Check JOBBOARD_MODEL; leave it empty for the shipped model."


def _unit(vectors: Vectors) -> Vectors:
    norms = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))  # as numpy.linalg.norm has it, in half the time
    return np.asarray(vectors / np.maximum(norms, 1e-12), np.float32)


def _sound(texts: Sequence[str]) -> list[str]:
    """The texts with halves of characters (bytes of a command line that are no UTF-8) replaced: tokenizers refuse them."""
    return [text.encode("utf-8", "replace").decode("utf-8") for text in texts]


def _is_static(folder: Path) -> bool:
    if (folder / FINE).is_file():
        return True
    try:
        modules = json.loads((folder / "modules.json").read_text("utf-8"))
        kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return kinds[:1] == [_STATIC] and set(kinds[1:]) <= {"Normalize"} and (folder / "model.safetensors").is_file()


def _digest(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
