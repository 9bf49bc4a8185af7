"""Our reader of static models against sentence-transformers itself, other models, and models that cannot be loaded."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from indexing import NOW, TODAY

import index.encoder
from index import load_encoder, load_model, open_index, warm
from index.building import build_index
from index.encoder import SHIPPED, StaticEncoder, TransformerEncoder
from index.errors import ModelMissing
from jobboard.posting import JobPosting
from jobboard.settings import read_settings
from jobboard.store import Store

os.environ["HF_HUB_OFFLINE"] = "1"

SENTENCES = {
    "de": "Sie betreuen Kundinnen und Kunden im Außendienst und arbeiten zwei Tage im Homeoffice (m/w/d)",
    "en": "You build web applications with Python and answer questions of our customers by mail",
    "uk": "Ви розробляєте програмне забезпечення та працюєте з дому два дні на тиждень",
    "ru": "Вы ведёте бухгалтерию и готовите годовой отчёт для небольшой компании",
    "ar": "ستعمل من المنزل يومين في الأسبوع وتجيب عن أسئلة العملاء",
    "tr": "Haftada iki gün evden çalışır, müşterilerin sorularını yanıtlarsınız",
    "fa": "شما دو روز در هفته از خانه کار می‌کنید و به مشتریان پاسخ می‌دهید",
    "pl": "Będziesz prowadzić księgowość i odpowiadać na pytania klientów, także z domu",
}
# Known as a whole; the first two name one occupation.
NAMES = ("Softwareentwickler (m/w/d)", "software developer", "księgowy", "tax clerk", "Bäcker")


def texts() -> list[str]:
    """200 texts in eight languages, and what no one expects."""
    rng = random.Random(5)
    odd = ["", " \t\n", "👩‍💻🏡", "!?…—", "a\x00b", "İıß ﬁ ＩＴ", "東京で在宅勤務", "\u202eabc\u202c"]
    odd.append(" ".join(rng.choices(" ".join(SENTENCES.values()).split(), k=1_400)))  # some 10 kB
    made = list(NAMES)
    while len(made) < 200 - len(odd):
        words = rng.choice(list(SENTENCES.values())).split()
        made.append(" ".join(rng.sample(words, rng.randint(1, len(words)))))
    return odd + made


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of our own making: random weights, a tokenizer of single letters, nothing downloaded."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyzäöüß0123456789"]
    vocabulary = {piece: at for at, piece in enumerate([*pieces, *(f"##{piece}" for piece in pieces[5:])])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    names = {
        "pad_token": "[PAD]",
        "unk_token": "[UNK]",
        "cls_token": "[CLS]",
        "sep_token": "[SEP]",
        "mask_token": "[MASK]",
    }
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **names).save_pretrained(folder / "bert")
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=64)
    SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu").save(
        str(folder / "model"), create_model_card=False
    )
    return folder / "model"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the shipped model to be broken."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "broken"))


@pytest.fixture(autouse=True)
def no_memory() -> Iterator[None]:
    load_encoder.cache_clear()
    yield
    load_encoder.cache_clear()


def test_the_static_reader_equals_sentence_transformers() -> None:
    given = texts()
    ours = load_encoder(marked=True).encode(given)
    theirs = np.nan_to_num(load_model().encode(given, normalize_embeddings=True))
    assert isinstance(load_encoder(), StaticEncoder)
    assert ours.dtype == np.float32 and ours.shape == (200, load_encoder().dimensions)
    assert np.abs(ours - theirs).max() <= 1e-6
    lengths = np.linalg.norm(ours, axis=1)
    assert np.logical_or(np.abs(lengths - 1) < 1e-5, lengths == 0).all()


def test_the_static_reader_is_exact_where_single_precision_is_not() -> None:
    """On ten thousand equal tokens sentence-transformers itself is off by 1e-5; the truth is its model in double precision."""
    given = ["Ä" * 10_000, "wort " * 2_000]
    truth = load_model().double().encode(given, normalize_embeddings=True)
    assert np.abs(load_encoder(marked=True).encode(given) - truth).max() <= 1e-6


def test_texts_are_cut_as_each_tokenizer_alone_would_cut_them() -> None:
    """The folding is taken out of the tokenizers and done once; their own cutting is the truth."""
    from tokenizers import Tokenizer

    coarse, fine = (Tokenizer.from_file(str(SHIPPED / name)) for name in ("tokenizer.json", "tokenizer_fine.json"))
    given, first = [*texts(), "a [UNK] b", "Koch/Köchin (m/w/d)"], coarse.get_vocab_size()
    truth = [coarse.encode(one).ids + [piece + first for piece in fine.encode(one).ids] for one in given]
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder)
    for _ in range(2):  # the second time all is remembered
        assert [np.frombuffer(one, np.int32).tolist() for one in encoder.pieces.of(given)] == truth


def test_tokenizers_that_fold_differently_each_fold_for_themselves(broken: Path) -> None:
    tokenizer = json.loads((broken / "tokenizer.json").read_text("utf-8"))
    tokenizer["normalizer"] = {"type": "Lowercase"}
    (broken / "tokenizer.json").write_text(json.dumps(tokenizer), "utf-8")
    theirs = np.nan_to_num(load_model(str(broken)).encode(texts(), normalize_embeddings=True))
    assert np.abs(load_encoder(str(broken), marked=True).encode(texts()) - theirs).max() <= 1e-6


def test_known_names_lean_towards_what_they_name(broken: Path) -> None:
    names = ("Softwareentwickler", "software developer")
    with_names = load_encoder().encode(names)
    (broken / "phrases.safetensors").unlink()
    bare = load_encoder(str(broken))
    assert bare.model_id != load_encoder().model_id
    assert with_names[0] @ with_names[1] > np.multiply(*bare.encode(names)).sum() + 0.01
    sentence = [text.removesuffix(" (m/w/d)") for text in SENTENCES.values()]
    assert bare.encode(sentence).tolist() == load_encoder().encode(sentence).tolist()


def test_search_takes_a_title_for_the_same_whether_it_names_women_or_not() -> None:
    wordings = ["Uhrzeigerputzer/in", "Uhrzeigerputzer (m/w/d)", "Uhrzeigerputzer"]
    alike, apart = load_encoder().encode(wordings), load_encoder(marked=True).encode(wordings)
    assert alike @ alike.T == pytest.approx(1.0, abs=1e-6)
    assert apart[0] @ apart[1] == pytest.approx(1.0, abs=1e-6) and apart[0] @ apart[2] < 0.95
    assert alike[2].tolist() == apart[2].tolist()
    assert load_encoder().model_id != load_encoder(marked=True).model_id
    assert isinstance(load_encoder(), StaticEncoder)


def test_without_such_titles_search_encodes_as_sentence_transformers_does() -> None:
    found = load_encoder(marked=True)
    assert isinstance(found, StaticEncoder) and found._phrases is not None
    given = texts()
    bare = [text for text, mark in zip(given, found._phrases.find(found.pieces.of(given))[1], strict=True) if not mark]
    theirs = np.nan_to_num(load_model().encode(bare, normalize_embeddings=True))
    assert len(bare) > 100 and np.abs(load_encoder().encode(bare) - theirs).max() <= 1e-6


def test_pieces_to_learn_with_are_the_same_whatever_a_title_says_of_women_and_men() -> None:
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder)
    bare, *others = encoder.cut(["Dürfen Mieter bauen?", "Dürfen Mieter:innen bauen?", "Dürfen Mieter/innen bauen?"])
    assert bare and others == [bare] * 2
    assert encoder.pieces.of(["Mieter:innen"]) != encoder.pieces.of(["Mieter"])


def test_a_text_without_any_known_piece_is_the_zero_vector() -> None:
    """This is our own promise: whatever sentence-transformers makes of an empty text, it must be near to nothing."""
    vectors = load_encoder().encode(["", "Haus", "   "])
    assert not vectors[0].any() and not vectors[2].any() and vectors[1].any()
    assert load_encoder().encode([]).shape == (0, load_encoder().dimensions)


def test_batches_do_not_change_a_vector() -> None:
    encoder = load_encoder()
    many = encoder.encode([f"Stelle {number}" for number in range(1_500)])
    assert many[1_400].tolist() == encoder.encode(["Stelle 1400"])[0].tolist()


def test_many_texts_have_the_same_vectors_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    few = load_encoder().encode(texts())
    monkeypatch.setattr(index.encoder, "MANY", 10)
    monkeypatch.setattr(index.encoder, "BATCH", 7)
    assert load_encoder().encode(texts()).tobytes() == few.tobytes()


def test_bytes_that_are_no_text_are_read_as_unknown() -> None:
    assert load_encoder().encode(["Haus \udcff"]).any()


def test_serving_needs_neither_torch_nor_sentence_transformers() -> None:
    code = (
        "import sys; from index import LocalIndex, Document, load_encoder, open_index; "
        "LocalIndex.of_documents([Document('1', 'Haus', 'Hof', 'de')], load_encoder()).search('Haus'); "
        "print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_another_model_encodes_as_sentence_transformers_does(tiny_model: Path) -> None:
    from sentence_transformers import SentenceTransformer

    encoder = load_encoder(str(tiny_model))
    assert isinstance(encoder, TransformerEncoder) and encoder.dimensions == 16
    given = ["Haus am See", "nurse", "\udcff"]
    truth = SentenceTransformer(str(tiny_model), device="cpu").encode(
        ["Haus am See", "nurse", "?"], normalize_embeddings=True
    )
    assert np.abs(encoder.encode(given) - truth).max() < 1e-6
    assert np.abs(encoder.encode(given, query=True) - truth).max() < 1e-6
    assert list(encoder.vocabulary()) == []


def test_another_model_by_setting_builds_and_opens_an_index(
    tiny_model: Path, tmp_path: Path, sqlite_store: Store, make_posting: Callable[..., JobPosting]
) -> None:
    sqlite_store.put([make_posting("R-1"), make_posting("R-2", title="Köchin")], actor="test", now=NOW)
    model = read_settings({"JOBBOARD_MODEL": str(tiny_model)}).model
    manifest = build_index(tmp_path / "index", sqlite_store, TODAY, model)
    assert manifest.model_id == f"model:{tiny_model}"
    opened = open_index(tmp_path / "index", model)
    assert "köchin" in opened.search("Köchin")[0].reasons.words
    by_words = open_index(tmp_path / "index")
    assert "built with the model" in by_words.fault and by_words.search("Köchin")[0].reasons.meaning == 0.0


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "tokenizer_fine.json", "phrases.safetensors"])
@pytest.mark.parametrize("kept", [0, 0.5])
def test_a_broken_static_model_is_named_with_a_remedy(broken: Path, file: str, kept: float) -> None:
    data = (broken / file).read_bytes()
    (broken / file).write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(ModelMissing, match="JOBBOARD_MODEL") as caught:
        load_encoder(str(broken))
    assert str(broken) in caught.value.message


def test_a_tokenizer_of_another_model_is_refused(broken: Path) -> None:
    from safetensors.numpy import load_file, save_file

    weights = load_file(broken / "model.safetensors")["embedding.weight"]
    save_file({"embedding.weight": weights[:100]}, broken / "model.safetensors")
    with pytest.raises(ModelMissing, match="pieces have 100 vectors"):
        load_encoder(str(broken))


def test_another_tokenizer_is_another_model(broken: Path) -> None:
    before = load_encoder(str(broken)).model_id
    assert before == load_encoder().model_id
    tokenizer = json.loads((broken / "tokenizer.json").read_text("utf-8"))
    tokenizer["normalizer"] = None
    (broken / "tokenizer.json").write_text(json.dumps(tokenizer), "utf-8")
    load_encoder.cache_clear()
    assert load_encoder(str(broken)).model_id != before


@pytest.mark.parametrize("damage", ["missing", "empty folder", "no tokenizers", "one tokenizer", "no weights"])
def test_a_model_that_cannot_be_loaded_is_named_with_a_remedy(broken: Path, damage: str) -> None:
    if damage in ("missing", "empty folder"):
        shutil.rmtree(broken)
    if damage == "empty folder":
        broken.mkdir()
    if damage in ("no tokenizers", "one tokenizer"):
        (broken / "tokenizer_fine.json").unlink()
    if damage == "no tokenizers":
        (broken / "tokenizer.json").unlink()
    if damage == "no weights":
        (broken / "model.safetensors").unlink()
    with pytest.raises(ModelMissing, match="leave it empty for the shipped model"):
        load_encoder(str(broken))


def test_a_missing_shipped_model_says_to_install_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.encoder, "SHIPPED", tmp_path / "gone")
    with pytest.raises(ModelMissing, match="Install Heimvorteil again"):
        load_encoder()


@pytest.mark.parametrize("text", ["", "Bäcker", "tax clerk", *SENTENCES.values()])
def test_a_text_means_the_same_by_loops(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    warm.up()
    one = load_encoder().encode([text])
    monkeypatch.setattr(warm, "loops", lambda: None)
    assert one.tobytes() == load_encoder().encode([text]).tobytes()
