"""Tables with translations nobody has reviewed: readers are told, a missing text is a fault, a title leads to its list."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from assistant.advice import Advice
from assistant.checklist import ITEMS, Checklists, Task, checklist_faults
from assistant.citing import Library
from assistant.explain import Explanations
from assistant.figures import figures
from assistant.intent import Intent
from assistant.packtable import read_rows, translated_in
from assistant.question import Asked, Context, Services
from assistant.reply import Reply
from assistant.session import Session
from assistant.situation import Situation
from assistant.voice import Voice
from assistant.wordbook import load_wordbook, word_faults
from jobboard.pack import BUNDLED, load_pack

MUSTERSTADT = Path(__file__).parent.parent / "regions" / "musterstadt"
PACKS = [MUSTERSTADT, *(path.parent for path in BUNDLED.glob("*/region.toml"))]
TODAY = date(2026, 11, 22)
ADDED = {
    "checklists/items.toml": {
        'text.en = "Apply for': 'text.uk = "Оформити дозвіл на паркування: 30 євро на рік."',
        'text.en = "Get': 'text.uk = "Отримати читацький квиток."\nrule.uk = "протягом двох тижнів"',
        'text.en = "Ask': 'text.uk = "Спитати в ратуші."',
    },
    "checklists/lists.toml": {"title.en": 'title.uk = "Приїзд до Musterstadt"'},
    "wordbook.toml": {
        'explain.en = "VB': 'explain.uk = "VB означає: про це можна говорити."',
        'explain.en = "Befristet': 'explain.uk = "Befristet означає: договір закінчується сам."',
    },
    "contacts.toml": {"what.en": 'what.uk = "З усіх питань приїзду."'},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The test pack with a Ukrainian translation of its tables."""
    copy = Path(shutil.copytree(MUSTERSTADT, tmp_path / "pack"))
    for name, added in ADDED.items():
        lines = (copy / name).read_text("utf-8").splitlines()
        for start, text in added.items():
            (at,) = (number for number, line in enumerate(lines) if line.startswith(start))
            lines.insert(at + 1, text)
        head = [] if name == "checklists/lists.toml" else ['translated = ["uk"]', ""]
        (copy / name).write_text("\n".join([*head, *lines, ""]), "utf-8")
    return copy


def said(reply: Reply | None) -> list[str]:
    assert reply is not None and not reply.uncited()
    return [sentence.text for sentence in reply.sentences]


def asked(text: str, language: str, intent: Intent = Intent.FACT) -> Asked:
    return Asked(text, language, intent, (text,), Situation())


def context(folder: Path, language: str, session: Session | None = None) -> Context:
    return Context(Services(load_pack(folder)), session or Session(), TODAY, Voice(language))


def test_a_translated_list_is_asked_for_by_its_title_and_says_that_nobody_has_reviewed_it(folder: Path) -> None:
    lists, session = Checklists.of_pack(folder, Library(folder)), Session()
    assert lists is not None
    which = lists(asked("Список справ", "uk", Intent.CHECKLIST), context(folder, "uk", session))
    assert which is not None and which.follow_ups == ("Приїзд до Musterstadt",)
    reply = lists(asked(which.follow_ups[0], "uk"), context(folder, "uk", session))
    assert said(reply)[0] == Voice("uk")("translated")
    assert reply is not None and [item.text for item in reply.checklist] == [
        "Оформити дозвіл на паркування: 30 євро на рік.",
        "Отримати читацький квиток. (протягом двох тижнів)",
        "Спитати в ратуші.",
    ]
    dated = lists(asked("1.3.2027", "uk"), context(folder, "uk", session))
    assert dated is not None and dated.checklist[1].due == date(2027, 3, 15)


@pytest.mark.parametrize(("language", "note"), [("uk", "translated"), ("pl", "other_language"), ("de", ""), ("en", "")])
def test_the_language_of_what_is_shown_is_told(folder: Path, language: str, note: str) -> None:
    pack, library, voice = load_pack(folder), Library(folder), Voice(language)
    book = Explanations(load_wordbook(folder), library)
    lists = Checklists.of_pack(folder, library)
    contact = pack.contacts[0].model_copy(update={"topics": ("recognition",), "source": "l1"})
    advice = Advice(pack.model_copy(update={"contacts": (contact,)}), library)
    assert lists is not None
    notes = {voice("translated"), voice("other_language")}
    for reply in (
        book(asked("What does VB mean?", language), context(folder, language)),
        lists(asked("checklist Arriving", language, Intent.CHECKLIST), context(folder, language)),
        advice(asked("who helps me with recognition?", language, Intent.CONTACT), context(folder, language)),
    ):
        assert [one for one in said(reply) if one in notes] == ([voice(note)] if note else [])


@pytest.mark.parametrize(
    ("name", "start", "reason"),
    [
        ("checklists/items.toml", "text.uk", "there is no uk text"),
        ("checklists/items.toml", "rule.uk", "there is no uk text"),
        ("checklists/lists.toml", "title.uk", "there is no uk title"),
        ("wordbook.toml", "explain.uk", "there is no uk explanation"),
    ],
)
def test_a_language_that_is_named_is_complete(folder: Path, name: str, start: str, reason: str) -> None:
    def faults() -> list[str]:
        library, contacts = Library(folder), load_pack(folder).contacts
        return [
            fault.message for fault in (*checklist_faults(folder, library, contacts), *word_faults(folder, library))
        ]

    assert faults() == []
    path = folder / name
    lines = path.read_text("utf-8").splitlines()
    lines.remove(next(line for line in lines if line.startswith(start)))
    path.write_text("\n".join(lines), "utf-8")
    assert faults() == [reason]


@pytest.mark.parametrize("region", PACKS, ids=lambda path: path.name)
def test_a_translation_states_the_figures_of_the_original(region: Path) -> None:
    tasks = read_rows(region / ITEMS, "task", Task)
    told = [text for row in tasks for text in (row.value.text, row.value.rule) if text]
    told += [word.explain for word in load_wordbook(region).words]
    told += [text for contact in load_pack(region).contacts for text in (contact.name, contact.what)]
    assert len(told) > 2
    for texts in told:
        originals = [figures(texts[code]) for code in ("de", "en")]
        assert [text for text in texts.values() if figures(text) not in originals] == []


def test_the_head_of_a_file_names_languages_or_is_a_fault(folder: Path, tmp_path: Path) -> None:
    assert translated_in(folder / "wordbook.toml") == ("uk",)
    assert translated_in(MUSTERSTADT / "wordbook.toml") == translated_in(tmp_path / "none.toml") == ()
    path = folder / "wordbook.toml"
    path.write_text(path.read_text("utf-8").replace('["uk"]', "1", 1), "utf-8")
    assert [fault.message for fault in word_faults(folder, Library(folder))] == ["translated is a list of languages"]
