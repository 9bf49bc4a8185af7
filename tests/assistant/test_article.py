"""Articles: what is read, what is refused with file and line, and that the bundled ones are sound."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import jobboard
from assistant.article import SOON_DAYS, Source, article_faults, load_articles, load_sources, parse_article
from assistant.errors import ArticleError
from jobboard.pack import ERROR, WARNING, load_pack
from jobboard.region import Pack

TODAY = date(2026, 11, 22)
PACKS = sorted(
    path for path in (Path(jobboard.__file__).parent / "regions").iterdir() if (path / "region.toml").is_file()
)
FILE = Path("knowledge/bees.en.md")
GOOD = """+++
id = "bees"
lang = "en"
title = "Keeping bees"
topic = "animals"
audience = ["all"]
reviewed = 2026-01-15
questions = ["May I keep bees?"]
contact = "welcome"
+++
## Who may
Anybody may keep two hives. [b1]
- A third hive needs a permit. [b1] [b2] It costs 5.50 euros a year (see no. 3). [b2]

## Where
In gardens. [b2]
"""
SOURCES = {
    source.id: source
    for source in (
        Source(
            id="b1",
            topic="animals",
            title="Bee by-law",
            url="https://town.example/bees",
            as_of="2026-01-10",
            valid_until=date(2026, 12, 31),
            confidence="high",
            figures=("2",),
        ),
        Source(
            id="b2",
            topic="animals",
            title="Bee by-law, part 3",
            as_of="2026-01-10",
            confidence="medium",
            figures=("5.5",),
        ),
        Source(id="b3", topic="animals", title="A rumour", as_of="2026-01-10", confidence="low", figures=("9",)),
    )
}


def parse(text: str) -> str:
    """What is wrong with an article, as "line: reason"."""
    with pytest.raises(ArticleError) as caught:
        parse_article(text, FILE, SOURCES)
    assert caught.value.file == FILE
    assert str(FILE) in caught.value.message and f":{caught.value.line}:" in caught.value.message
    assert "jobboard check" in caught.value.remedy
    return f"{caught.value.line}: {caught.value.reason}"


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_passages_and_sentences_with_their_marks() -> None:
    article = parse_article(GOOD, FILE, SOURCES)
    assert (article.key, article.front.title) == ("bees.en", "Keeping bees")
    assert [(passage.number, passage.heading) for passage in article.passages] == [(1, "Who may"), (2, "Where")]
    assert [(one.text, one.marks) for one in article.passages[0].sentences] == [
        ("Anybody may keep two hives.", ("b1",)),
        ("A third hive needs a permit.", ("b1", "b2")),
        ("It costs 5.50 euros a year (see no. 3).", ("b2",)),
    ]
    assert article.passages[1].text == "In gardens."
    assert article.source("b2").title == "Bee by-law, part 3"


@pytest.mark.parametrize(
    ("old", "new", "reason", "at"),
    [
        (
            "Anybody may keep two hives. [b1]",
            "Anybody may keep two hives.",
            "a sentence has no source: 'Anybody",
            "Anybody",
        ),
        (
            "In gardens. [b2]",
            "In gardens. [b2] And on roofs.",
            "a sentence has no source: 'And on roofs.'",
            "In gardens",
        ),
        ("In gardens. [b2]", "In gardens. [b9]", "the source b9 is not in knowledge/*.toml", "In gardens"),
        ("In gardens. [b2]", "In gardens. [b3]", "the source b3 is of low confidence: link to it", "In gardens"),
        ("two hives", "2.5 hives", "2.5 stands in none of b1", "2.5 hives"),
        ("5.50 euros", "5.60 euros", "5.6 stands in none of b2", "5.60"),
        ("In gardens. [b2]", "In gardens.[b2]", "a sentence has no source", "In gardens"),
        ("In gardens. [b2]", "[b2]", "a sentence has no source", "[b2]\n"),
        ("## Who may\n", "Some words. [b1]\n## Who may\n", "text stands before the first ## heading", "Some words"),
        ("## Who may\n", "# Title\n## Who may\n", "text stands before the first ## heading", "# Title"),
        ("In gardens. [b2]\n", "", "the passage 'Where' has no sentence", "## Where"),
        ("## Where\n", "## Empty\n## Where\n", "the passage 'Empty' has no sentence", "## Where"),
    ],
)
def test_a_faulty_text_is_named_by_line(old: str, new: str, reason: str, at: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new)
    found = parse(text)
    assert reason in found
    if at == "[b2]\n":
        at = next(line for line in text.splitlines() if line == "[b2]")
        assert found.startswith(f"{text.splitlines().index(at) + 1}: ")
    else:
        assert found.startswith(f"{line_of(text, at)}: "), found


@pytest.mark.parametrize(
    ("old", "new", "reason", "at"),
    [
        ('title = "Keeping bees"', 'title = "Keeping', "it is not TOML", 'title = "Keeping'),
        ('title = "Keeping bees"\n', "", "title: Field required", "+++"),
        ('id = "bees"', 'id = "Bees!"', "id: String should match pattern", "Bees!"),
        ('lang = "en"', 'lang = "english"', "lang: String should match pattern", "english"),
        ('audience = ["all"]', 'audience = ["everybody"]', "audience.0", "everybody"),
        ('audience = ["all"]', "audience = []", "audience: Tuple should have at least 1 item", "audience = []"),
        ("reviewed = 2026-01-15", 'reviewed = "soon"', "reviewed", "soon"),
        ('contact = "welcome"', 'links = ["b4"]', "the link b4 is not in knowledge/*.toml", "links"),
        ('contact = "welcome"', 'state = "guessed"', "state: Input should be 'reviewed' or 'translated'", "state"),
        ('topic = "animals"', 'topic = "animals"\nextra = 1', "extra: Extra inputs are not permitted", "extra = 1"),
    ],
)
def test_faulty_front_matter_is_named_by_line(old: str, new: str, reason: str, at: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new)
    found = parse(text)
    assert reason in found
    part, _, nth = at.partition("]] ")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if part in line]
    assert found.startswith(f"{lines[int(nth or 1) - 1]}: "), found


@pytest.mark.parametrize("text", ["", "no front matter", "+++\n", "words\n" + GOOD, "++\n" + GOOD[4:]])
def test_a_file_without_front_matter(text: str) -> None:
    assert parse(text).startswith("1: the front matter must stand between two lines +++")


def test_an_article_without_passages_is_refused() -> None:
    assert parse(GOOD[: GOOD.index("## Who may")]) == "11: there is no passage"


@pytest.fixture
def folder(tmp_path: Path, pack: Pack) -> Path:
    """A copy of the test region's articles, to be broken."""
    shutil.copytree(pack.path / "knowledge", tmp_path / "knowledge")
    return tmp_path


def faults(folder: Path, pack: Pack, today: date = TODAY) -> list[tuple[str, str, bool]]:
    return [
        (Path(one.file).name, one.message, one.severity == ERROR)
        for one in article_faults(folder, pack.contacts, today)
    ]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_every_faulty_file_is_listed(folder: Path, pack: Pack) -> None:
    replace(folder / "knowledge" / "parking.de.md", "Rathaus stellt den Parkausweis aus. [p1] [p2]", "Rathaus tut es.")
    replace(folder / "knowledge" / "library.en.md", 'contact = "welcome"', 'contact = "nobody"')
    found = faults(folder, pack, date(2026, 1, 20))
    assert ("parking.de.md", "a sentence has no source: 'Das Rathaus tut es.'", True) in found
    assert ("library.en.md", "contact 'nobody' is not in contacts.toml", True) in found
    with pytest.raises(ArticleError, match=r"parking\.de\.md:\d+: "):
        load_articles(folder)


def test_bytes_that_are_no_text_are_a_fault(folder: Path, pack: Pack) -> None:
    path = folder / "knowledge" / "parking.de.md"
    path.write_bytes(path.read_bytes().replace("für".encode(), b"f\xfcr"))
    assert ("parking.de.md", "the text is not UTF-8", True) in faults(folder, pack)


def test_languages_must_say_the_same(folder: Path, pack: Pack) -> None:
    replace(folder / "knowledge" / "parking.en.md", "permit. [p1] [p2]", "permit. [p1]")
    (folder / "knowledge" / "library.de.md").unlink()
    found = faults(folder, pack, date(2026, 1, 20))
    assert found == [
        ("library.en.md", "there is no de version", False),
        ("parking.en.md", "passages and sources differ from parking.de.md", True),
    ]


def test_a_file_is_named_after_its_article(folder: Path, pack: Pack) -> None:
    (folder / "knowledge" / "library.de.md").rename(folder / "knowledge" / "books.de.md")
    assert ("books.de.md", "the file should be named library.de.md", True) in faults(folder, pack, date(2026, 1, 20))


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "expired on"), (0, "ends on"), (SOON_DAYS, "ends on"), (SOON_DAYS + 1, "")]
)
def test_what_ends_soon_is_warned_of(folder: Path, pack: Pack, days: int, state: str) -> None:
    end = date(2026, 12, 31)
    found = faults(folder, pack, end - timedelta(days=days))
    assert [one for one in found if one[2]] == []
    assert {message for _, message, _ in found} == ({f"source p1 {state} {end}"} if state else set())


@pytest.mark.parametrize(
    ("old", "new", "reason", "at"),
    [
        ('confidence = "high"', 'confidence = "sure"', "source.0.confidence", "[[source]]"),
        ('as_of = "2026-01-12"\n', "", "source.0.as_of: Field required", "[[source]]"),
        ('id = "p2"', 'id = "p1"', "the source p1 is there twice", 'id = "p1"'),
        ('id = "p2"', 'id = "p2', "it is not TOML", 'id = "p2'),
    ],
)
def test_a_faulty_source_is_named_by_line(folder: Path, pack: Pack, old: str, new: str, reason: str, at: str) -> None:
    path = folder / "knowledge" / "sources.toml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(ArticleError) as caught:
        load_sources(folder)
    assert reason in caught.value.reason and caught.value.file == path
    assert caught.value.line == line_of(path.read_text("utf-8"), at)
    assert faults(folder, pack) == [(path.name, caught.value.reason, True)]


def test_what_leads_nowhere_is_a_fault(folder: Path, pack: Pack) -> None:
    replace(folder / "knowledge" / "library.de.md", 'contact = "welcome"', 'related = ["parking", "museum"]')
    replace(folder / "knowledge" / "sources.toml", '[[source]]\nid = "p2"', '[[source]]\nid = "p3"\ntopic = "transport"\ntitle = "No one reads it"\nas_of = "2026"\nconfidence = "high"\n\n[[source]]\nid = "p4"\ntopic = "transport"\ntitle = "Hearsay"\nas_of = "2026"\nconfidence = "low"\n\n[[source]]\nid = "p2"')  # fmt: skip
    assert faults(folder, pack, date(2026, 1, 20)) == [
        ("library.de.md", "related article 'museum' does not exist", True),
        ("knowledge", "no article cites the source p3", False),
    ]


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ('special_case_of = "museum"', "the article 'museum', which tells the rule, does not exist"),
        ("exceptions = [1, 2]", "exceptions are numbers of passages, and one passage tells the rule"),
        ("exceptions = [3]", "exceptions are numbers of passages, and one passage tells the rule"),
        ("exceptions = [2]", ""),
        ('special_case_of = "library"', ""),
    ],
)
def test_a_special_case_has_a_rule(front: str, reason: str, folder: Path, pack: Pack) -> None:
    for language in ("de", "en"):
        replace(folder / "knowledge" / f"parking.{language}.md", 'contact = "welcome"', f'contact = "welcome"\n{front}')
    assert {message for _, message, bad in faults(folder, pack, date(2026, 1, 20)) if bad} == (
        {reason} if reason else set()
    )


def test_the_special_cases_are_the_same_in_every_language_and_have_none_of_their_own(folder: Path, pack: Pack) -> None:
    for name, front in (("parking.en", "library"), ("library.en", "parking"), ("library.de", "parking")):
        path = folder / "knowledge" / f"{name}.md"
        replace(path, 'contact = "welcome"', f'contact = "welcome"\nspecial_case_of = "{front}"')
    assert {(file, message) for file, message, bad in faults(folder, pack, date(2026, 1, 20)) if bad} == {
        ("parking.en.md", "its special cases differ from parking.de.md"),
        ("parking.en.md", "the article 'library', which tells the rule, is itself on a special case"),
        ("library.de.md", "the article 'parking', which tells the rule, is itself on a special case"),
        ("library.en.md", "the article 'parking', which tells the rule, is itself on a special case"),
    }


@pytest.mark.parametrize("region", PACKS, ids=lambda path: path.name)
def test_bundled_articles_have_no_fault(region: Path) -> None:
    """Parsing passes, so no sentence and no number in it stands without a source."""
    pack = load_pack(region)
    found = article_faults(region, pack.contacts, TODAY)
    assert [fault for fault in found if fault.severity != WARNING] == []
    for article in load_articles(region):
        for passage in article.passages:
            for sentence in passage.sentences:
                assert sentence.marks and all(article.source(mark).as_of for mark in sentence.marks)
                assert "[" not in sentence.text and sentence.text[-1] in '.!?:)”“"', sentence.text
