"""Which postings fit a profile, what speaks for each, and what is missing."""

from collections.abc import Callable

import pytest

from index import Filters, LocalIndex, load_encoder
from index.document import document_of
from index.match import CANDIDATES, PROFILE_WORDS, Match, match_profile, read_profile, telling_words
from jobboard.posting import JobPosting, LanguageRequirement, Level, WorkMode

Make = Callable[..., JobPosting]
TEXTS = {
    "java": (
        "Softwareentwickler Java",
        "Sie entwickeln Webanwendungen mit Java, SQL und Git. Englisch C1 und Deutsch B2 sind nötig.",
    ),
    "nurse": ("Pflegefachkraft", "Sie pflegen nachts Bewohner im Altenheim. Deutschkenntnisse auf Niveau B1."),
    "books": (
        "Buchhalter/in",
        "Sie buchen Kreditoren mit DATEV und bereiten den Jahresabschluss vor. Excel. Homeoffice möglich.",
    ),
    "clerk": ("Sachbearbeiter Bauamt", "Sie bearbeiten Bauanträge und beraten Bürgerinnen. Word und Excel."),
    "guide": ("Museumsführer", "Sie führen Gruppen durch die Ausstellung. Keine Deutschkenntnisse nötig, Englisch B2."),
}


@pytest.fixture
def postings(make_posting: Make) -> dict[str, JobPosting]:
    return {key: make_posting(key, title=title, description=f"<p>{text}</p>") for key, (title, text) in TEXTS.items()}


@pytest.fixture
def index(postings: dict[str, JobPosting]) -> LocalIndex:
    return LocalIndex.of_documents([document_of(posting) for posting in postings.values()], load_encoder())


@pytest.fixture
def matches(index: LocalIndex, postings: dict[str, JobPosting]) -> Callable[..., dict[str, Match]]:
    by_id = {posting.id: posting for posting in postings.values()}

    def find(text: str, filters: Filters = Filters(), k: int = 10) -> dict[str, Match]:
        found = match_profile(index, lambda ids: {one: by_id[one] for one in ids}, read_profile(text), filters, k)
        return {by_id[match.id].source_ref: match for match in found}

    return find


def test_shared_words_and_skills_speak_and_the_rest_is_missing(matches: Callable[..., dict[str, Match]]) -> None:
    found = matches("Softwareentwicklerin mit fünf Jahren Java und Git. Englisch B2, Deutsch C1.")
    assert next(iter(found)) == "java"
    best = found["java"]
    assert {"java", "git", "softwareentwicklerin"} <= set(best.words)
    assert {"Java", "Git"} <= set(best.skills) and "SQL" in best.missing_skills
    assert not set(best.skills) & set(best.missing_skills)
    assert [(need.language, need.level) for need in best.missing_languages] == [("en", Level.C1)]
    assert best.rank == 1 and best.score > 0


@pytest.mark.parametrize(
    ("profile", "missing"),
    [
        ("Java. Deutsch C2, Englisch C2", []),
        ("Java. Deutsch B2, Englisch C1", []),
        ("Java. Deutsch B1, Englisch A2", ["de", "en"]),
        ("Java. I speak English fluently, no German", ["de"]),
        ("Java. Muttersprache Deutsch", ["en"]),
        ("Java. Sprachkenntnisse: Deutsch und Englisch", []),
        ("Java, und sonst nichts gesagt", []),
    ],
)
def test_missing_languages(matches: Callable[..., dict[str, Match]], profile: str, missing: list[str]) -> None:
    assert sorted(need.language for need in matches(profile)["java"].missing_languages) == missing


def test_a_job_without_german_asks_nobody_for_german(matches: Callable[..., dict[str, Match]]) -> None:
    assert [need.language for need in matches("Museumsführer, Englisch A1")["guide"].missing_languages] == ["en"]


@pytest.mark.parametrize(
    ("contact", "secret"),
    [
        ("erika.muster@firma.example", "erika muster firma"),
        ("https://erika.example/lebenslauf", "erika lebenslauf"),
        ("www.erika.example", "erika"),
        ("linkedin.com/in/erika-muster", "linkedin erika muster"),
        ("github.com/erikam", "github erikam"),
        ("+49 (0)561 / 123-4567", "49 561 123 4567"),
        ("0151 23456789", "0151 23456789"),
        ("geb. 01.02.1990", "1990"),
    ],
)
def test_contact_data_is_no_part_of_a_profile(index: LocalIndex, contact: str, secret: str) -> None:
    profile = read_profile(f"Buchhalterin mit DATEV. Kontakt: {contact} Excel und Java.")
    words = telling_words(index, profile)
    assert {"buchhalterin", "datev", "excel", "java"} <= set(words)
    assert not set(words) & set(secret.split())
    assert not any(part in profile.text for part in secret.split())


def test_slashes_and_dots_in_trades_are_no_contact_data() -> None:
    text = "Node.js/TypeScript, ASP.NET, Vor- und Nachbereitung, z.B. Word/Excel, C#/.NET, 2019 bis 2023"
    assert read_profile(text).text.split() == text.split()


def test_the_order_is_stable_and_ranks_count_from_one(matches: Callable[..., dict[str, Match]]) -> None:
    text = "Buchhalterin, Excel, Word, Bauamt, Homeoffice"
    first = matches(text)
    assert [match.rank for match in first.values()] == list(range(1, len(first) + 1))
    assert [match.score for match in first.values()] == sorted((match.score for match in first.values()), reverse=True)
    assert all(matches(text) == first for _ in range(3))
    assert list(matches(text, k=2)) == list(first)[:2]


def test_filters_hold(matches: Callable[..., dict[str, Match]], postings: dict[str, JobPosting]) -> None:
    hybrid = {key for key, posting in postings.items() if posting.remote.mode is WorkMode.HYBRID}
    found = matches("Excel, DATEV, Java", Filters(modes=(WorkMode.HYBRID,)))
    assert set(found) <= hybrid and "books" in found
    assert matches("Excel Word", Filters(employers=("Niemand",))) == {}


@pytest.mark.parametrize(
    "text", ["", " \n", "erika@muster.example +49 561 1234567", "der die das und ich bin", "1234 5678"]
)
def test_a_profile_that_says_nothing_matches_nothing(matches: Callable[..., dict[str, Match]], text: str) -> None:
    assert matches(text) == {}


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Я медсестра, десять років доглядаю за хворими у лікарні", "nurse"),
        ("I am a nurse and cared for the elderly in a home for ten years", "nurse"),
        ("Soy contable y preparo las cuentas anuales", "books"),
        ("Программист, разработка программного обеспечения", "java"),
    ],
)
def test_a_profile_in_another_language_is_matched_by_meaning(
    matches: Callable[..., dict[str, Match]], text: str, best: str
) -> None:
    assert best in list(matches(text))[:2]


def test_rare_words_tell_more_and_unknown_ones_least(index: LocalIndex) -> None:
    words = telling_words(index, read_profile("Hobby Segeln, Excel, DATEV, DATEV, im Jahr 2020 und 99"))
    assert words[0] == "datev"
    assert words.index("excel") < words.index("segeln")
    assert "2020" not in words and "und" not in words and "im" not in words
    assert len(telling_words(index, read_profile(" ".join(f"wort{at}" for at in range(500))))) == PROFILE_WORDS


def test_a_posting_the_store_does_not_have_is_left_out(index: LocalIndex) -> None:
    assert match_profile(index, lambda ids: {}, read_profile("Java und Excel")) == []


def test_a_very_long_profile(matches: Callable[..., dict[str, Match]]) -> None:
    assert matches("Java " * 20_000 + "Pflege")
    assert CANDIDATES >= 100


def test_public_form(matches: Callable[..., dict[str, Match]]) -> None:
    shown = matches("Java. Deutsch A1, Englisch C1")["java"].to_dict()
    assert shown["missing_languages"] == [{"language": "de", "level": "B2"}]
    assert set(shown) == {
        "id", "rank", "score", "words", "skills", "missing_skills", "missing_languages", "meaning",
    }  # fmt: skip
    assert LanguageRequirement(language="de", level=Level.B2).level == shown["missing_languages"][0]["level"]
