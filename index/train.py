"""Train the shipped text model: `python -m index.train --data ../shared/data`.

The model is a sentence-transformers `StaticEmbedding`: a byte-pair tokenizer and one 256-dimensional vector a token; a
text's vector is the normalised mean. It is trained with the multiple-negatives ranking loss (Henderson et al. 2017,
arXiv:1705.00652) on pairs of texts that mean the same: occupation and skill labels of ESCO, the occupation list of the
Bundesagentur fuer Arbeit, translated sentences. Byte-pair dropout (Provilkov et al. 2020, arXiv:1910.13267) shows the
model several segmentations of a German compound.

The training data is not part of the project; only the trained numbers are shipped, see `index/model/README.md`.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

LANGUAGES = ("de", "en", "uk", "ru", "ar", "tr", "pl", "ro", "fa", "fr", "es", "it")
DIMENSIONS = 256
VOCABULARY = 32_000
BATCH = 2048
SCALE = 20.0  # inverse temperature of the loss

# How often a group of pairs is drawn, relative to its size; anything not named counts 1.
WEIGHTS = {
    "esco_occ": 1.0,
    "esco_occ_de-de": 3.0,
    "ba_neutral": 2.0,
    "ba_m-w": 1.0,
    "esco_pseudo_posting": 3.0,
    "esco_occ_desc": 2.0,
    "ba_kompetenz": 2.0,
    "omw": 0.5,
    "sent:wikititles": 0.2,
    "sent:multi30k_train": 0.5,
}

# Words that say whom an ad addresses, not what the job is; they would drown the word that decides.
GENDER_MARKS = (
    r"\((?:[mwdfxiagn]|div|gn|all genders|a\*)(?:\s*[/|,*]\s*(?:[mwdfxiagn]|div|gn|[aA]|\*))*\)",
    r"(?<=[a-zäöüß])(?:[*:_·]|/-?|\()in(?:nen)?\b\)?",
)


def normalizer() -> normalizers.Sequence:
    """The text folding that ships inside the tokenizer: compatibility forms, gender marks, case, accents."""
    steps: list[object] = [normalizers.NFKC(), normalizers.Lowercase()]
    steps += [normalizers.Replace(Regex(pattern), " ") for pattern in GENDER_MARKS[:1]]
    steps += [normalizers.Replace(Regex(pattern), "") for pattern in GENDER_MARKS[1:]]
    steps += [normalizers.Replace(Regex("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"), "")]
    steps += [normalizers.NFD(), normalizers.StripAccents(), normalizers.NFC()]
    return normalizers.Sequence(steps)


def read_pairs(folder: Path, languages: tuple[str, ...] = LANGUAGES) -> pd.DataFrame:
    """All training pairs of the languages, columns `a`, `b`, `lang_a`, `lang_b`, `grp`; pairs of one and the same text are dropped."""
    frames = [pd.read_parquet(folder / f"pairs_{lang}.parquet") for lang in languages]
    pairs = pd.concat(frames, ignore_index=True)
    pairs = pairs[pairs["lang_b"].isin(languages)]
    pairs = pairs.dropna(subset=["a", "b"])
    return pairs[pairs["a"].str.casefold() != pairs["b"].str.casefold()].drop_duplicates(["a", "b"])


def train_tokenizer(texts: Iterator[str], size: int = VOCABULARY) -> Tokenizer:
    """A byte-pair tokenizer of `size` pieces with a word-start mark."""
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]", fuse_unk=True))  # noqa: S106 - a token of text
    tokenizer.normalizer = normalizer()
    split = pre_tokenizers.Split(Regex(r"[^\p{L}\p{M}\p{N}+#]+"), behavior="removed")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, pre_tokenizers.Metaspace(prepend_scheme="always")])
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=["[UNK]"], limit_alphabet=600, min_frequency=2, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def balanced_texts(pairs: pd.DataFrame, per_language: int, seed: int) -> Iterator[str]:
    """Texts for the tokenizer: German double, every language at most `per_language` texts, so that none is starved of pieces."""
    for lang, group in pairs.groupby("lang_a"):
        share = per_language * (2 if lang == "de" else 1)
        sample = group.sample(min(share, len(group)), random_state=seed)
        yield from sample["a"]
        yield from sample["b"].sample(min(share // 4, len(sample)), random_state=seed)


def probabilities(pairs: pd.DataFrame) -> np.ndarray:
    """Draw probability of every pair; a group counts by size to the power 0.7, times its weight."""
    sizes = pairs.groupby(["grp", "lang_a"]).size()
    weight = {key: WEIGHTS.get(key[0], 1.0) * size**0.7 / size for key, size in sizes.items()}
    each = np.array([weight[key] for key in zip(pairs["grp"], pairs["lang_a"], strict=True)])
    return np.asarray(each / each.sum())


def loss_of(a: torch.Tensor, b: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    """Symmetric in-batch contrastive loss; `same` marks pairs of the batch whose texts are equal, which are no negatives."""
    a = torch.nn.functional.normalize(a, dim=1)
    b = torch.nn.functional.normalize(b, dim=1)
    scores = (a @ b.T * SCALE).masked_fill(same, -1e9)
    target = torch.arange(len(a))
    return (torch.nn.functional.cross_entropy(scores, target) + torch.nn.functional.cross_entropy(scores.T, target)) / 2


def variants(text: str, rng: random.Random) -> str:
    """Now and then an umlaut written out or a swapped pair of letters, as people type them."""
    chance = rng.random()
    if chance < 0.08:
        return text.translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
    if chance < 0.12 and len(text) > 6:
        at = rng.randrange(1, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def train(
    pairs: pd.DataFrame, *, steps: int, seed: int, rate: float = 0.02, dropout: float = 0.1
) -> SentenceTransformer:
    """A trained model. The same pairs, steps, seed and library versions give the same numbers on one machine."""
    torch.manual_seed(seed)
    rng, draw = random.Random(seed), np.random.default_rng(seed)
    tokenizer = train_tokenizer(balanced_texts(pairs, 60_000, seed))
    module = StaticEmbedding(tokenizer, embedding_dim=DIMENSIONS)
    torch.nn.init.normal_(module.embedding.weight, std=0.05)
    model = SentenceTransformer(modules=[module, Normalize()], device="cpu")
    tokenizer.model.dropout = dropout
    left, right, chance = pairs["a"].to_numpy(), pairs["b"].to_numpy(), probabilities(pairs)
    optimizer = torch.optim.Adam(module.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=rate, total_steps=steps, pct_start=0.1)
    order = draw.choice(len(pairs), size=(steps, BATCH), p=chance)
    started, mean = time.monotonic(), 0.0
    for step, rows in enumerate(order):
        a = [variants(text, rng) for text in left[rows]]
        b = [variants(text, rng) for text in right[rows]]
        keys_a, keys_b = pd.factorize(left[rows])[0], pd.factorize(right[rows])[0]
        same = (keys_a[:, None] == keys_a[None, :]) | (keys_b[:, None] == keys_b[None, :])
        np.fill_diagonal(same, False)
        vectors = [module(module.preprocess(side))["sentence_embedding"] for side in (a, b)]
        loss = loss_of(vectors[0], vectors[1], torch.from_numpy(same))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        mean += loss.item()
        if (step + 1) % 200 == 0:
            print(f"step {step + 1}/{steps}  loss {mean / 200:.3f}  {time.monotonic() - started:.0f} s", flush=True)
            mean = 0.0
    tokenizer.model.dropout = None
    return model


def save(model: SentenceTransformer, folder: Path) -> None:
    """Write the model in half precision: 32,000 x 256 numbers are 16 MB."""
    model.half().save(str(folder), create_model_card=False)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m index.train", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with train/pairs_<lang>.parquet")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "model", help="where the model is written")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pairs = read_pairs(options.data / "train")
    print(f"{len(pairs):,} pairs in {pairs['lang_a'].nunique()} languages", flush=True)
    save(train(pairs, steps=options.steps, seed=options.seed), options.out)


if __name__ == "__main__":
    main()
