"""Further sample questions: what is read, and every fault with its line."""

from pathlib import Path

import pytest

from assistant.asked import FILE, asked_faults, load_asked
from assistant.errors import ArticleError

GOOD = "article\tlanguage\tquestion\nbees\tuk\tЧи можна тримати бджіл?\nbees\tar\tهل يمكنني تربية النحل؟\n"


def written(folder: Path, text: str) -> Path:
    (folder / "knowledge").mkdir()
    (folder / FILE).write_text(text, "utf-8")
    return folder


def test_questions_by_article(tmp_path: Path) -> None:
    assert load_asked(tmp_path) == {} and list(asked_faults(tmp_path, ())) == []
    found = load_asked(written(tmp_path, GOOD))
    assert found == {"bees": [("uk", "Чи можна тримати бджіл?"), ("ar", "هل يمكنني تربية النحل؟")]}
    assert list(asked_faults(tmp_path, ("bees",))) == []
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write("-\tuk\tСкільки коштує кінь?\n")  # what no article answers
    assert list(asked_faults(tmp_path, ("bees",))) == []
    assert [fault.message for fault in asked_faults(tmp_path, ("wasps",))] == ["there is no article 'bees'"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("id\tlang\tquestion\n", 1, "the columns must be article, language, question"),
        (GOOD + "bees\tuk\n", 4, "a line is article, language and question"),
        (GOOD + "bees\t\tWhy?\n", 4, "a line is article, language and question"),
        (GOOD + "bees\tuk\tone\ttwo\n", 4, "a line is article, language and question"),
    ],
)
def test_a_fault_is_named_by_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(ArticleError) as caught:
        load_asked(written(tmp_path, text))
    assert caught.value.line == line and reason in caught.value.reason
    assert [(fault.line, reason in fault.message) for fault in asked_faults(tmp_path, ("bees",))] == [(line, True)]
