"""The shipped model as sentence-transformers runs it: each text is cut into pieces twice, coarse and fine.

Few short pieces show what unknown compounds are made of ("Maschinen|bau|in|genieur"), many long ones keep known words
apart. The text's vector is the mean of the vectors of all pieces. `index.encoder` reads the same files without torch.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from index.encoder import COARSE, FINE, WEIGHTS
from index.phrases import MARKED, Marks, Phrases, learn_phrases, read_phrases

TOKENIZERS = (COARSE, FINE)


class GrainEmbedding(StaticEmbedding):
    """A `StaticEmbedding` over the pieces of several tokenizers; the rows of the second follow those of the first."""

    def __init__(
        self, tokenizers: Sequence[Tokenizer], weights: torch.Tensor | None = None, dimensions: int = 0
    ) -> None:
        self.sizes = [tokenizer.get_vocab_size() for tokenizer in tokenizers]
        if weights is None:
            weights = torch.nn.init.normal_(torch.empty(sum(self.sizes), dimensions), std=0.05)
        super().__init__(tokenizers[0], embedding_weights=weights)
        self.tokenizers = list(tokenizers)
        self.phrases: Phrases | None = None
        for tokenizer in self.tokenizers:
            tokenizer.no_padding()
            tokenizer.no_truncation()

    def pieces(self, texts: Sequence[str], tokenizers: Sequence[Tokenizer] = ()) -> list[list[int]]:
        """The row numbers of each text's pieces, as its own tokenizers cut it or others with the same pieces."""
        rows: list[list[int]] = [[] for _ in texts]
        first = 0
        for tokenizer, size in zip(tokenizers or self.tokenizers, self.sizes, strict=True):
            for row, encoding in zip(
                rows, tokenizer.encode_batch_fast(list(texts), add_special_tokens=False), strict=True
            ):
                row.extend(piece + first for piece in encoding.ids)
            first += size
        return rows

    def preprocess(  # type: ignore[override]  # texts only
        self, inputs: list[str], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor]:
        """The pieces of all texts, which of the known names each text is, and whether it says that women and men are meant."""
        rows = self.pieces([prompt + text for text in inputs] if prompt else inputs)
        if not self.phrases:
            return self.features(rows)
        names, marked = map(torch.from_numpy, self.phrases.find(rows))
        return self.features(rows) | {"names": names, "marked": marked}

    def features(self, rows: Sequence[Sequence[int]]) -> dict[str, torch.Tensor]:
        """The pieces of all texts in one row, and where each text begins."""
        starts = np.cumsum([0] + [len(row) for row in rows[:-1]])
        flat = [piece for row in rows for piece in row]
        return {"input_ids": torch.tensor(flat, dtype=torch.long), "offsets": torch.from_numpy(starts)}

    def forward(self, features: dict[str, torch.Tensor], **kwargs: Any) -> dict[str, torch.Tensor]:
        """The mean of each text's pieces; to a known name's, made a unit vector, the name's own vector is added."""
        features = super().forward(features, **kwargs)
        if self.phrases and "names" in features:
            which, more = self.phrases.added((features["names"].numpy(), features["marked"].numpy()))
            means = features["sentence_embedding"]
            means[which] = torch.nn.functional.normalize(means[which], dim=1) + torch.from_numpy(more)
        return features

    @torch.no_grad()
    def learn_names(
        self,
        names: Sequence[str],
        classes: NDArray[np.int64],
        weights: NDArray[np.float64],
        marks: frozenset[int] = frozenset(),
    ) -> None:
        """Know texts by heart as names of classes, as far apart as the trained pieces lay them.

        What is added for a mark points where the pieces differ least.
        """
        self.phrases = None
        vectors = [
            self.forward(self.preprocess(list(names[at : at + 1024])))["sentence_embedding"]
            for at in range(0, len(names), 1024)
        ]
        units = torch.nn.functional.normalize(torch.cat(vectors), dim=1).numpy()
        self.phrases = learn_phrases(self.pieces(names), units, classes, weights, Marks(marks, MARKED * self._least()))

    def _least(self) -> NDArray[np.float32]:
        """The direction, a unit vector, in which the pieces differ least."""
        weights = self.embedding.weight.detach().double().numpy()
        least = np.linalg.eigh(weights.T @ weights)[1][:, 0]
        return np.asarray(least * np.sign(least[np.abs(least).argmax()]), np.float32)

    def write(self, folder: Path) -> None:
        """Write weights, in half precision, and tokenizers into a folder."""
        from safetensors.torch import save

        folder.mkdir(parents=True, exist_ok=True)
        weights = self.embedding.weight.detach().half().contiguous()
        (folder / WEIGHTS).write_bytes(
            save({"embedding.weight": weights})
        )  # save_file would make it unreadable to others
        for tokenizer, name in zip(self.tokenizers, TOKENIZERS, strict=True):
            tokenizer.save(str(folder / name), pretty=False)
        if self.phrases:
            self.phrases.write(folder)


def read_grains(folder: Path) -> SentenceTransformer:
    """The model of a folder that `GrainEmbedding.write` wrote, in single precision."""
    tokenizers = [Tokenizer.from_file(str(folder / name)) for name in TOKENIZERS]
    model = GrainEmbedding(tokenizers, load_file(folder / WEIGHTS)["embedding.weight"].float())
    model.phrases = read_phrases(folder)
    return SentenceTransformer(modules=[model, Normalize()], device="cpu")
