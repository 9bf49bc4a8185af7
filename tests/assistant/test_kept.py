"""What is kept is what would be made anew; whatever else lies in its place is not read."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.alignment import Alignment
from assistant.kept import MOST, Arrays, Kept, packed, packed_lists, unpacked, unpacked_lists
from index import load_encoder

TEXTS = [
    "A parking permit costs 30 euros.",
    "Bücher leihen Sie mit dem Ausweis.",
    "Паспорт потрібен для реєстрації.",
    "",
]
LANGUAGES = ["en", "de", "uk", "en"]
ONE = {"numbers": np.arange(3)}


def refuse() -> Arrays:
    raise AssertionError("it is made anew")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "vectors", "a model")


def file(tmp_path: Path) -> Path:
    return next((tmp_path / "vectors").glob("*.npz"))


def test_an_alignment_measures_as_it_did(kept: Kept, tmp_path: Path) -> None:
    plain, first, again = (Alignment(TEXTS, LANGUAGES, [0, 1, 2, 3], load_encoder(), one) for one in (None, kept, kept))
    assert file(tmp_path).exists()
    for question in ("How much is a parking permit?", "Ausweis", "Де паспорт?", "Pasport", "§"):
        wanted = plain.measures(question)
        for found in (first.measures(question), again.measures(question)):
            for name in wanted.__slots__:
                np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name))


def test_it_is_made_once(kept: Kept) -> None:
    assert kept(TEXTS, lambda: ONE) is ONE
    assert kept(TEXTS, refuse)["numbers"].tolist() == [0, 1, 2]


def test_other_texts_and_another_model_are_worked_out(kept: Kept, tmp_path: Path) -> None:
    kept(TEXTS, lambda: ONE)
    for other, texts in ((kept, TEXTS[:2]), (Kept(tmp_path / "vectors", "another"), TEXTS)):
        with pytest.raises(AssertionError, match="anew"):
            other(texts, refuse)


@pytest.mark.parametrize("damage", [b"", b"no archive", None], ids=["empty", "strange", "cut off"])
def test_a_damaged_file_is_made_anew(damage: bytes | None, kept: Kept, tmp_path: Path) -> None:
    kept(TEXTS, lambda: ONE)
    path = file(tmp_path)
    path.write_bytes(path.read_bytes()[:-100] if damage is None else damage)
    assert kept(TEXTS, lambda: ONE) is ONE
    assert kept(TEXTS, refuse)["numbers"].tolist() == [0, 1, 2]


def test_a_file_with_objects_in_it_is_not_read(kept: Kept, tmp_path: Path) -> None:
    kept(TEXTS, lambda: ONE)
    np.savez(file(tmp_path), numbers=np.array([{"any": "object"}], dtype=object))
    assert kept(TEXTS, lambda: ONE) is ONE


def test_a_disk_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Kept(tmp_path / "file" / "below", "a model")(TEXTS, lambda: ONE) is ONE


def test_few_files_stay(kept: Kept, tmp_path: Path) -> None:
    for number in range(MOST + 2):
        kept([str(number)], lambda: ONE)
    assert len(list((tmp_path / "vectors").iterdir())) == MOST


words = st.text(st.characters(exclude_characters="\n"), max_size=5)


@given(st.lists(words))
def test_words_come_out_as_they_went_in(some: list[str]) -> None:
    assert unpacked(packed(some)) == some


@given(st.dictionaries(words, st.lists(st.integers(0, 9), max_size=3)))
def test_lists_come_out_as_they_went_in(lists: dict[str, list[int]]) -> None:
    assert {word: numbers.tolist() for word, numbers in unpacked_lists(*packed_lists(lists)).items()} == lists
