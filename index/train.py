"""Train the shipped text model: `python -m index.train --data ../shared/data`.

The model is one 256-dimensional vector for each piece of two byte-pair tokenizers; a text's vector is the normalised mean
(`index.grains`). Labels and descriptions of an occupation learn to lie nearer to a learned vector of their occupation than
to those of all others (softmax over all classes, as in face recognition: Liu et al. 2017, arXiv:1704.08063), the same for
ISCO-08 groups and KldB 2010 classes; other pairs of the same meaning learn by the multiple-negatives ranking loss
(Henderson et al. 2017, arXiv:1705.00652). Some texts are cut by the first merges only, so that training sees several
segmentations of a compound, as byte-pair dropout does (Provilkov et al. 2020, arXiv:1910.13267), but by the seed; and a
share of all pieces is left out, so that no title hangs on one of them (Iyyer et al. 2015, ACL, P15-1162). At last long
vectors are shortened and every occupation's names are kept as a whole (`index.phrases`). What is learned from, see
`index.curriculum`; only the trained numbers are shipped.
"""

import argparse
import json
import random
import time
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from torch.nn.functional import cross_entropy, normalize

from index.curriculum import Curriculum, read_curriculum, tokenizer_texts
from index.grains import GrainEmbedding, read_grains

DIMENSIONS = 256
COARSE, FINE = 4_000, 38_000  # pieces
LABELS, DESCRIPTIONS, TITLES, PAIRS = 1024, 256, 512, 1280  # texts a step
SCALE = 10.0  # inverse temperature
GROUP_WEIGHT, TITLE_WEIGHT, DESCRIPTION_WEIGHT = 0.3, 0.5, 0.5
TOKENIZER_TEXTS = 600_000
CUTS = ((1.0, 0.7), (0.5, 0.15), (0.2, 0.15))  # (share of the merges that are made, of how many texts)
EVENED = 0.5  # power of its own length by which a piece's vector is shortened at last
LEFT_OUT = 0.1  # share of the pieces that are left out while learning

MARK = "\u01c2"  # a letter of the Khoisan languages, in no other text: "this title says that women and men are meant"
_BOTH = f" {MARK} "
_STEMS = "er|eur|ist|ent|ant|tor|sor|log|wirt|ekt|graf|ar|nom|loge|arzt|med"
_IN = r"(?<!mediz)(?<!berl)(?<=\p{L}{3})in"
_FEMALE = "frau|fachmann|woman|schwester|ess|ière|(?:beauftragt|angestellt|bedienstet|verständig)er?"
_OTHER = (
    r"(?:fach|kauf)frau|dame|herr|schwester|pfleger|mädchen|woman|(?:steward)?ess|vater|modelleur|direktrice|\p{L}+ière"
)

# Words that say whom an ad addresses, not what the job is, would drown the word that decides. Each is (pattern, in its place).
FOLDS = (
    # "(m/w/d)", "(all genders)"
    (r"\((?:[mwdfxiagn]|div|gn|all genders|a\*)(?:\s*[/|,*]\s*(?:[mwdfxiagn]|div|gn|[aA]|\*))*\)", " " + _BOTH),
    (r"\(m\.?\s?/\s?w\.?\)", " " + _BOTH),
    # "Pädagog(e)in", "Polster(er)in"
    (r"\(e\)in\b", "e" + _BOTH),
    (r"\(er\)in\b", "er" + _BOTH),
    # "Tischler/in (Fachschule)", "Beamter (geh. Dienst)": how one became it, not what it is
    (
        r"\((?:uni|hochschule|fh|fs|ba|vwa|fachschule|weiterbildung|ausbildung|geprüft|ing|di|dipl|r|e|fh/uni"
        r"|staatl\.? ?gepr\.? ?|(?:geh|mittl|höh|einf)\. (?:techn\. )?dienst|§[^)]*|ohne [^)]*|mit lehrabschluss)\.?\)",
        " ",
    ),
    # "Technisch(er)e", "Beamt(er/in)", "Angestellt(e/in)", "Angestellte/r"
    (r"\(er\)e\b", "e" + _BOTH),
    (r"\(er/in\)", "er" + _BOTH),
    (r"\(e/in\)", "e" + _BOTH),
    (r"(?<=e)/-?r\b", _BOTH),
    # "Fachmann/-frau", "Zahnarzt/-ärztin", "Arzt/Ärztin", "Bote/Botin"
    (r"(?<=\p{L})\s?/\s?-(?:\p{L}+in|frau)\b", _BOTH),
    (rf"(?<=\p{{L}})\s?/\s?-?(?=(?:{_OTHER})\b)", "/" + _BOTH),
    (r"arzt\s?/\s?\p{L}*ärztin\b", "arzt" + _BOTH),
    (r"\b(\p{L}+)e\s?/\s?(?=\1in\b)", _BOTH),
    (r"(?<=\p{L})\s?/\s?(?=\p{L}*(?:anwältin|köchin)\b)", "/" + _BOTH),
    (r"ärztin\b", "arzt"),
    (r"anwältin\b", "anwalt"),
    (r"köchin\b", "koch"),
    # "Entwickler*in", "Entwickler:in", "Entwickler/-in", "Entwickler / in"
    (r"(?<=er)\s?/-?\s?in\b", _BOTH),
    (r"(?<=[a-zäöüß])(?:[*:_·]|/-?|\()in(?:nen)?\b\)?", _BOTH),
    # "Kellner/Kellnerin" and "Kaufmann/Kauffrau" say one thing twice
    (r"\b(\p{L}+)\s?/\s?(?=\1(?:in|innen)\b)", _BOTH),
    (r"(?<=kauf)frau\b", "mann"),
    (r"(?<=fach)frau\b", "mann"),
    (r"\b(\p{L}+(?:mann|er|ist|ent))\s?/\s?(?=\1\b)", _BOTH),
    # "Hersteller von Textilwaren/Herstellerin von Textilwaren"
    (rf"(?<=\p{{L}})\s?/\s?(?=\p{{L}}*(?:{_STEMS})in(?:nen)?\b)", "/" + _BOTH),
    # "CNC-Fräser/CNC-Fräserin", "Wachmann/Wachfrau", "Küchenbediensteter/Küchenbedienstete"; no further than a space, as
    # `index.units` wants it
    (
        rf"(?<!\S)([^/\s]{{3}})(?:[^/\s]|(?<=-)/){{0,90}}\K\s?/\s?(?=\1(?:[^/\s]|(?<=-)/){{0,90}}(?:{_IN}|{_FEMALE})\b)",
        "/" + _BOTH,
    ),
    (r"(?<!\S)(\p{L}{3,})er\K\s?/\s?(?=\1e\b)", "/" + _BOTH),
    # "Kellnerin" is "Kellner"
    (rf"(?<=(?:{_STEMS}))in(?:nen)?\b", ""),
    # "Kellner//m", as some labels of ESCO end
    (r"//[mf]\b", ""),
    # soft hyphens, zero-width and direction marks
    ("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", ""),
)


def normalizer(mark: str = _BOTH) -> normalizers.Sequence:
    """The text folding that ships inside the tokenizers: compatibility forms, case, gender forms, accents; `mark` stands
    where both genders were named."""
    replaced = [normalizers.Replace(Regex(pattern), new.replace(_BOTH, mark)) for pattern, new in FOLDS]
    first, last = [normalizers.NFKC(), normalizers.Lowercase()], [normalizers.NFD(), normalizers.StripAccents()]
    return normalizers.Sequence([*first, *replaced, *last, normalizers.NFC()])


def train_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """A byte-pair tokenizer of `size` pieces with a word-start mark; "[UNK]" in a text is a word like any other."""
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]", fuse_unk=True))  # noqa: S106 - a token of text
    tokenizer.normalizer = normalizer(mark="")
    split = pre_tokenizers.Split(Regex(r"[^\p{L}\p{M}\p{N}+#]+"), behavior="removed")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, pre_tokenizers.Metaspace(prepend_scheme="always")])
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=["[UNK]"], limit_alphabet=600, min_frequency=2, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    parts = json.loads(tokenizer.to_str())
    return Tokenizer.from_str(json.dumps(parts | {"added_tokens": []}))


def loosened(tokenizer: Tokenizer, share: float) -> Tokenizer:
    """A tokenizer with the same pieces that makes only the first share of the merges, so that words fall into more parts."""
    parts = json.loads(tokenizer.to_str())
    merges = parts["model"]["merges"]
    parts["model"]["merges"] = merges[: round(share * len(merges))]
    return Tokenizer.from_str(json.dumps(parts))


def variants(text: str, rng: random.Random) -> str:
    """Now and then an umlaut written out or a swapped pair of letters, as people type them."""
    chance = rng.random()
    if chance < 0.06:
        return text.translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
    if chance < 0.10 and len(text) > 6:
        at = rng.randrange(1, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


class Learner:
    """The model and the vectors of the classes while they learn."""

    def __init__(self, curriculum: Curriculum, tokenizers: Sequence[Tokenizer], *, steps: int, seed: int, rate: float):
        torch.manual_seed(seed)
        self.curriculum, self.rng, self.random = curriculum, np.random.default_rng(seed), random.Random(seed)
        self.model = GrainEmbedding(tokenizers, dimensions=DIMENSIONS)
        self.cuts = [[loosened(one, share) for one in tokenizers] for share, _ in CUTS]
        sizes = (curriculum.labels.size, int(curriculum.groups.max()) + 1, curriculum.titles.size)
        self.occupations, self.groups, self.titles = (
            torch.nn.Parameter(torch.randn(size, DIMENSIONS) * 0.05) for size in sizes
        )
        parameters = [*self.model.parameters(), self.occupations, self.groups, self.titles]
        self.optimizer = torch.optim.Adam(parameters, lr=rate)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, max_lr=rate, total_steps=steps, pct_start=0.1
        )

    def step(self) -> float:
        """Draw, compare, learn; gives the loss."""
        course = self.curriculum
        (labels, occupations), (described, explained), (titles, codes) = (
            classes.draw(self.rng, count)
            for classes, count in (
                (course.labels, LABELS),
                (course.descriptions, DESCRIPTIONS),
                (course.titles, TITLES),
            )
        )
        left, right = course.pairs.draw(self.rng, PAIRS)
        loss = self._loss([labels, described, titles, left, right], [occupations, explained, codes])
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        self.schedule.step()
        return float(loss.detach())

    def _loss(self, texts: Sequence[list[str]], classes: Sequence[NDArray[np.int64]]) -> torch.Tensor:
        """How far labels, descriptions and titles are from their classes, and pairs from one another."""
        vectors = self._vectors([text for part in texts for text in part])
        labels, described, titles, left, right = torch.split(vectors, [len(part) for part in texts])
        occupations, explained, codes = (torch.from_numpy(numbers) for numbers in classes)
        groups = torch.from_numpy(self.curriculum.groups)[occupations]
        return (
            _apart(labels, self.occupations, occupations)
            + GROUP_WEIGHT * _apart(labels, self.groups, groups)
            + DESCRIPTION_WEIGHT * _apart(described, self.occupations, explained)
            + TITLE_WEIGHT * _apart(titles, self.titles, codes)
            + _together(left, right)
        )

    def _vectors(self, texts: Sequence[str]) -> torch.Tensor:
        chosen = self.random.choices(range(len(CUTS)), [chance for _, chance in CUTS], k=len(texts))
        rows: list[list[int]] = [[] for _ in texts]
        for number, tokenizers in enumerate(self.cuts):
            at = [place for place, cut in enumerate(chosen) if cut == number]
            cut = self.model.pieces([variants(texts[place], self.random) for place in at], tokenizers)
            for place, row in zip(at, cut, strict=True):
                kept = self.rng.random(len(row)) >= LEFT_OUT
                rows[place] = [piece for piece, keep in zip(row, kept, strict=True) if keep] or row
        return normalize(self.model(self.model.features(rows))["sentence_embedding"], dim=1)


def _apart(vectors: torch.Tensor, classes: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Each text nearer to its own class than to any other."""
    return cross_entropy(SCALE * vectors @ normalize(classes, dim=1).T, right)


def _together(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Each text nearer to its partner than to any other text of the step, both ways."""
    scores, target = SCALE * left @ right.T, torch.arange(len(left))
    return (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2


def train(curriculum: Curriculum, *, steps: int, seed: int, rate: float = 0.02) -> GrainEmbedding:
    """A trained model. The same data, steps, seed and library versions give the same numbers on one machine."""
    rng = np.random.default_rng(seed)
    texts = list(tokenizer_texts(curriculum, rng, TOKENIZER_TEXTS))
    tokenizers = [train_tokenizer(texts, size) for size in (COARSE, FINE)]
    learner = Learner(curriculum, tokenizers, steps=steps, seed=seed, rate=rate)
    started, total = time.monotonic(), 0.0
    for step in range(1, steps + 1):
        total += learner.step()
        if step % 100 == 0:
            print(f"step {step}/{steps}  loss {total / 100:.3f}  {time.monotonic() - started:.0f} s", flush=True)
            total = 0.0
    even(learner.model)
    model = marked(learner.model)
    learn_names(model, curriculum)
    return model


@torch.no_grad()
def even(model: GrainEmbedding) -> None:
    """Shorten long vectors: pieces that tell occupations apart learn to outweigh all others, too much so in longer texts.

    Half precision goes in and comes out, as models are written.
    """
    weights = model.embedding.weight.half().double()
    lengths = weights.norm(dim=1, keepdim=True)
    shortened = weights * (lengths / lengths.median()).clamp(min=1e-6) ** -EVENED
    model.embedding.weight.copy_(shortened.half())


def marked(model: GrainEmbedding) -> GrainEmbedding:
    """The model with today's folding, and the mark it puts as the last piece of each tokenizer, with no vector of its own."""
    own = torch.split(model.embedding.weight.detach(), model.sizes)
    none = torch.zeros(2, own[0].shape[1])
    weights = torch.cat([part for rows in own for part in (rows, none)])
    return GrainEmbedding([_with_mark(one) for one in model.tokenizers], weights)


def _with_mark(tokenizer: Tokenizer) -> Tokenizer:
    """A tokenizer that has the mark, alone and as a word, as its last pieces."""
    parts = json.loads(tokenizer.to_str())
    bpe, word = parts["model"], f"▁{MARK}"
    bpe["vocab"] |= {MARK: len(bpe["vocab"]), word: len(bpe["vocab"]) + 1}
    bpe["merges"].insert(0, ["▁", MARK])
    again = Tokenizer.from_str(json.dumps(parts))
    again.normalizer = normalizer()
    return again


def learn_names(model: GrainEmbedding, curriculum: Curriculum) -> None:
    """Make a model know all labels of occupations by heart, as its pieces now lay them."""
    labels = curriculum.labels
    texts = [str(text) for text in labels.texts]
    model.learn_names(texts, labels.classes, labels.chance, marks=frozenset(chain.from_iterable(model.pieces([MARK]))))


def renewed(folder: Path, curriculum: Curriculum) -> GrainEmbedding:
    """The model of a folder with the same pieces, but with today's folding and today's labels known by heart."""
    model = read_grains(folder)[0]
    assert isinstance(model, GrainEmbedding)
    if any(tokenizer.token_to_id(MARK) is None for tokenizer in model.tokenizers):
        model = marked(model)
    for tokenizer in model.tokenizers:
        tokenizer.normalizer = normalizer()
    learn_names(model, curriculum)
    return model


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m index.train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with train/, esco/ and kldb/")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "model", help="where the model is written")
    parser.add_argument("--steps", type=int, default=1100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--hold-out", action="store_true", help="keep a tenth of the occupations from it, for honest scores"
    )
    parser.add_argument(
        "--renew", action="store_true", help="keep the trained pieces of --out, renew folding and names known by heart"
    )
    options = parser.parse_args()
    curriculum = read_curriculum(options.data, hold_out=options.hold_out)
    print(f"{len(curriculum.labels.texts):,} labels, {len(curriculum.pairs.left):,} pairs", flush=True)
    model = (
        renewed(options.out, curriculum) if options.renew else train(curriculum, steps=options.steps, seed=options.seed)
    )
    model.write(options.out)


if __name__ == "__main__":
    main()
