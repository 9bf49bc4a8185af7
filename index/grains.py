"""The shipped model as sentence-transformers runs it: each text is cut into pieces twice, coarse and fine.

Few short pieces show what unknown compounds are made of ("Maschinen|bau|in|genieur"), many long ones keep known words
apart. The text's vector is the mean of the vectors of all pieces. `index.encoder` reads the same files without torch.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from index.encoder import COARSE, FINE, WEIGHTS

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
        for tokenizer in self.tokenizers:
            tokenizer.no_padding()
            tokenizer.no_truncation()

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """The row numbers of each text's pieces."""
        rows: list[list[int]] = [[] for _ in texts]
        first = 0
        for tokenizer, size in zip(self.tokenizers, self.sizes, strict=True):
            for row, encoding in zip(
                rows, tokenizer.encode_batch_fast(list(texts), add_special_tokens=False), strict=True
            ):
                row.extend(piece + first for piece in encoding.ids)
            first += size
        return rows

    def preprocess(  # type: ignore[override]  # texts only
        self, inputs: list[str], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor]:
        """The pieces of all texts in one row, and where each text begins."""
        rows = self.pieces([prompt + text for text in inputs] if prompt else inputs)
        starts = np.cumsum([0] + [len(row) for row in rows[:-1]])
        flat = [piece for row in rows for piece in row]
        return {"input_ids": torch.tensor(flat, dtype=torch.long), "offsets": torch.from_numpy(starts)}

    def write(self, folder: Path) -> None:
        """Write weights, in half precision, and tokenizers into a folder."""
        from safetensors.torch import save_file

        folder.mkdir(parents=True, exist_ok=True)
        save_file({"embedding.weight": self.embedding.weight.detach().half().contiguous()}, folder / WEIGHTS)
        for tokenizer, name in zip(self.tokenizers, TOKENIZERS, strict=True):
            tokenizer.save(str(folder / name), pretty=False)


def read_grains(folder: Path) -> SentenceTransformer:
    """The model of a folder that `GrainEmbedding.write` wrote, in single precision."""
    tokenizers = [Tokenizer.from_file(str(folder / name)) for name in TOKENIZERS]
    weights = load_file(folder / WEIGHTS)["embedding.weight"].float()
    return SentenceTransformer(modules=[GrainEmbedding(tokenizers, weights), Normalize()], device="cpu")
