"""Kept vectors: the same as made anew, made once, and made again when the file is no good."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Vectors
from index.kept import LEAST, MOST, KeptVectors


class Counting:
    """An encoder that counts its calls; a text's vector is made of its letters."""

    model_id, dimensions = "letters", 3

    def __init__(self) -> None:
        self.calls = 0

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        self.calls += 1
        return np.array([[len(text), text.count("a"), query] for text in texts], np.float32)

    def vocabulary(self) -> Sequence[str]:
        return ("a",)


def texts(salt: str = "") -> list[str]:
    return [f"{salt}{'a' * (number % 7)}{number}" for number in range(LEAST)]


def test_long_lists_are_made_once_and_are_the_same(tmp_path: Path) -> None:
    plain, counting = Counting(), Counting()
    kept = KeptVectors(counting, tmp_path / "new")
    for _ in range(3):
        assert np.array_equal(kept.encode(texts()), plain.encode(texts()))
    assert counting.calls == 1
    assert np.array_equal(KeptVectors(Counting(), tmp_path / "new").encode(texts("x")), plain.encode(texts("x")))
    assert kept.vocabulary() == ("a",)


def test_queries_and_short_lists_leave_no_file(tmp_path: Path) -> None:
    kept = KeptVectors(Counting(), tmp_path)
    assert kept.encode(texts(), query=True)[0, 2] == 1
    kept.encode(["a question of a person"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"kaputt", "short"])
def test_a_file_that_is_no_good_is_made_anew(tmp_path: Path, damage: bytes | str) -> None:
    counting = Counting()
    kept = KeptVectors(counting, tmp_path)
    wanted = kept.encode(texts())
    (file,) = tmp_path.iterdir()
    if isinstance(damage, bytes):
        file.write_bytes(damage)
    else:
        np.save(file, wanted[:-1])
    assert np.array_equal(kept.encode(texts()), wanted) and counting.calls == 2
    assert np.array_equal(kept.encode(texts()), wanted) and counting.calls == 2


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert len(KeptVectors(Counting(), tmp_path / "file" / "folder").encode(texts())) == LEAST


def test_only_so_many_files_stay(tmp_path: Path) -> None:
    kept = KeptVectors(Counting(), tmp_path)
    for number in range(MOST + 3):
        kept.encode(texts(str(number)))
    assert len(list(tmp_path.iterdir())) == MOST
