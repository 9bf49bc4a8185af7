"""Train what tells the wanted work in messages: `python -m index.train_wanted`.

Learns from `index/wanted.tsv`, messages of our own with the wanted work in double brackets. So that it learns how people
speak of work rather than the works themselves, each message is also shown with names of the glossary in the work's place.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch.nn.functional import binary_cross_entropy_with_logits, relu

from index.encoder import StaticEncoder, load_encoder
from index.glossary import read_glossary
from index.wanted import BUCKETS, FILE, REACH, Features, Net, Words

MARKED = Path(__file__).parent / "wanted.tsv"
NETS, EPOCHS, BATCH, RATE, DECAY = 3, 10, 64, 4e-3, 0.02
HIDDEN, LETTERS = 64, 24  # numbers of a word in the network, and of a run of letters
REPLACED, RENAMED, LOWERED = (
    2,
    0.8,
    0.4,
)  # so often with other names; the chance of each to be another, and in lower case
DROPPED_IN, DROPPED = 0.2, 0.3
_MARK = re.compile(r"\[\[|\]\]")


class Marked(NamedTuple):
    """A message, and the stretches of it that say what work is wanted."""

    language: str
    text: str
    spans: tuple[tuple[int, int], ...]


class Shown(NamedTuple):
    """A message as it is learned."""

    seen: Features
    wanted: NDArray[np.float32]


def read_marked(path: Path = MARKED) -> list[Marked]:
    """The marked messages; raises ValueError, with the line, where brackets do not match."""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [unmarked(language, line, at) for at, (language, line) in ((at, row.split("\t", 1)) for at, row in lines)]


def unmarked(language: str, line: str, number: int = 0) -> Marked:
    """A message without its brackets."""
    text, spans, at, opened = "", [], 0, -1
    for mark in _MARK.finditer(line):
        text, at = text + line[at : mark.start()], mark.end()
        if (mark[0] == "[[") == (opened >= 0):
            raise ValueError(f"line {number}: {mark[0]} without the other: {line}")
        if mark[0] == "]]":
            spans.append((opened, len(text)))
        opened = len(text) if mark[0] == "[[" else -1
    if opened >= 0:
        raise ValueError(f"line {number}: [[ without ]]: {line}")
    return Marked(language, text + line[at:], tuple(spans))


def renamed(message: Marked, names: Sequence[str], rng: random.Random) -> Marked:
    """A message that wants other work."""
    text, spans, at = "", [], 0
    for start, end in message.spans:
        text += message.text[at:start]
        name = rng.choice(names) if rng.random() < RENAMED else message.text[start:end]
        name = name.lower() if rng.random() < LOWERED else name
        spans.append((len(text), len(text) + len(name)))
        text, at = text + name, end
    return Marked(message.language, text + message.text[at:], tuple(spans))


def shown(message: Marked, words: Words) -> Shown:
    """A message as it is learned."""
    seen = words.features(message.text)
    inside = [any(start <= word < end for start, end in message.spans) for word, _ in seen.spans]
    return Shown(seen, np.array(inside, np.float32))


class Learner(torch.nn.Module):
    """A network while it learns; `index.wanted.Net` is the same without torch."""

    def __init__(self, numbers: int) -> None:
        super().__init__()
        self.letters = torch.nn.EmbeddingBag(BUCKETS, LETTERS, mode="mean")
        torch.nn.init.normal_(self.letters.weight, 0, 0.1)
        self.near = torch.nn.Conv1d(numbers + LETTERS, HIDDEN, 2 * REACH + 1, padding=REACH)
        self.wide = torch.nn.Conv1d(HIDDEN, HIDDEN, 2 * REACH + 1, padding=REACH)
        self.whole = torch.nn.Linear(HIDDEN, HIDDEN)
        self.out = torch.nn.Linear(2 * HIDDEN, 1)
        self.dropped_in, self.dropped = torch.nn.Dropout(DROPPED_IN), torch.nn.Dropout(DROPPED)

    def forward(self, messages: Sequence[Shown]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The log-odds of each word, shape (messages, words of the longest), what is right, and which of them are words."""
        longest = max(len(one.wanted) for one in messages)
        there = torch.zeros(len(messages), 1, longest)
        right = torch.zeros(len(messages), longest)
        numbers = torch.zeros(len(messages), longest, self.near.in_channels)
        for row, one in enumerate(messages):
            size = len(one.wanted)
            there[row, 0, :size], right[row, :size] = 1.0, torch.from_numpy(one.wanted)
            numbers[row, :size, :-LETTERS] = torch.from_numpy(one.seen.numbers)
        grams = [word for one in messages for word in one.seen.grams]
        starts = torch.from_numpy(np.cumsum([0, *(len(word) for word in grams[:-1])]))
        numbers[there[:, 0] > 0, -LETTERS:] = self.letters(torch.from_numpy(np.concatenate(grams)), starts)
        near = relu(self.near(self.dropped_in(numbers.transpose(1, 2)))) * there
        whole = self.whole(near.sum(dim=2) / there.sum(dim=2))[:, :, None]
        wide = relu(self.wide(self.dropped(near)) + whole) * there
        both = self.dropped(torch.cat([near, wide], dim=1)).transpose(1, 2)
        return self.out(both)[:, :, 0], right, there[:, 0]

    def net(self) -> Net:
        """The trained weights, as precise as they are kept, convolutions as matrices."""
        weights = dict(self.named_parameters())
        flat = (
            weights["letters.weight"], _matrix(weights["near.weight"]), weights["near.bias"], _matrix(weights["wide.weight"]),
            weights["wide.bias"], weights["whole.weight"].T, weights["whole.bias"], weights["out.weight"].T, weights["out.bias"],
        )  # fmt: skip
        return Net(*(one.detach().half().float().contiguous().numpy() for one in flat))


def _matrix(kernel: torch.Tensor) -> torch.Tensor:
    return kernel.permute(2, 1, 0).reshape(-1, len(kernel))


def train(messages: Sequence[Marked], words: Words, *, seed: int, epochs: int) -> Net:
    """A trained network. The same messages, glossary, seed and library versions give the same numbers on one machine."""
    torch.manual_seed(seed)
    rng, names = random.Random(seed), _names()
    learner = Learner(shown(messages[0], words).seen.numbers.shape[1])
    steps = epochs * -(-len(messages) * (1 + REPLACED) // BATCH)
    optimizer = torch.optim.AdamW(learner.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for epoch in range(1, epochs + 1):
        total = 0.0
        for batch in _batches(messages, words, names, rng):
            lean, right, there = learner(batch)
            loss = (binary_cross_entropy_with_logits(lean, right, reduction="none") * there).sum() / there.sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"seed {seed}  epoch {epoch}/{epochs}  loss {total * epochs / steps:.3f}", flush=True)
    return learner.net()


def _batches(
    messages: Sequence[Marked], words: Words, names: dict[str, list[str]], rng: random.Random
) -> Iterator[list[Shown]]:
    """Every message as it is and with other names, in any order."""
    again = [one for one in messages if one.spans and one.language in names] * REPLACED
    every = [*messages, *(renamed(one, names[one.language], rng) for one in again)]
    rng.shuffle(every)
    for at in range(0, len(every), BATCH):
        yield [shown(one, words) for one in every[at : at + BATCH]]


def _names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for term in read_glossary():
        for language, forms in term.forms.items():
            names.setdefault(language, []).extend(forms)
    return names


def write(path: Path, nets: Sequence[Net], model_id: str) -> None:
    """Keep trained networks, with the model whose vectors they read."""
    tensors = {
        f"{at}.{name}": value.astype(np.float16) for at, net in enumerate(nets) for name, value in net._asdict().items()
    }
    save_file(tensors, path, {"model": model_id, "nets": str(len(nets))})


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m index.train_wanted", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=FILE, help="where the networks are written")
    options = parser.parse_args()
    encoder, messages = load_encoder(), read_marked()
    assert isinstance(encoder, StaticEncoder), "the shipped model is a static one"
    print(f"{len(messages):,} messages", flush=True)
    write(
        options.out,
        [train(messages, Words(encoder), seed=seed, epochs=EPOCHS) for seed in range(NETS)],
        encoder.model_id,
    )


if __name__ == "__main__":
    main()
