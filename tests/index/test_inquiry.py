"""A search as a person makes it, over ads of the test region."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from conftest import TODAY, draft

from index.columns import Filters
from index.document import document_of
from index.encoder import load_encoder
from index.inquiry import PHRASE_CANDIDATES, Answer, Region, inquire
from index.local import LocalIndex
from index.search import Sort
from jobboard.normalise import normalise
from jobboard.places import Gazetteer
from jobboard.posting import JobPosting, Place, WorkMode

HOME = "Zwei Tage Homeoffice pro Woche sind möglich."
REMOTE = "Die Arbeit ist vollständig remote."
ONSITE = "Die Arbeit findet ausschließlich vor Ort statt, Homeoffice ist nicht möglich."
ADS = {
    "hybrid": ("Buchhalterin", f"Finanzbuchhaltung und Abschluss. {HOME}", "Musterstadt"),
    "remote": ("Buchhalter", f"Kreditoren und Debitoren. {REMOTE}", "Fernhausen"),
    "silent": ("Buchhalter Debitoren", "Mahnwesen und Abschluss für einen Betrieb.", "Beispielhausen"),
    "onsite": ("Buchhalter Kasse", f"Kassenführung. {ONSITE}", "Musterstadt"),
    "shift": ("Pflegefachkraft", "Pflege im Schichtdienst auf der Station.", "Musterstadt"),
    "day": ("Pflegefachkraft Tagespflege", "Pflege am Tag, keine Schichtarbeit.", "Beispielhausen"),
    "phrase": ("Projektleitung", "Sie leiten den Bau der neuen Schule als Projektleiter Bau.", "Musterstadt"),
    "no phrase": ("Projektleiter", "Der Bau von Schulen und Straßen.", "Musterstadt"),
    "part": ("Sekretärin in Teilzeit", "Büro, 20 Stunden pro Woche.", "Musterstadt"),
    "full": ("Sekretärin in Vollzeit", "Büro, 40 Stunden pro Woche.", "Musterstadt"),
}
Search = Callable[..., list[str]]


@pytest.fixture(scope="module")
def postings(gazetteer: Gazetteer) -> dict[str, JobPosting]:
    found = {}
    for key, (title, text, place) in ADS.items():
        item = draft(
            key, title=title, employer="Musterwerke GmbH", description=f"<p>{text}</p>",
            places=(Place(name=place, locality=place),), date_posted=date(2026, 11, 20 - 10 * (key == "full")),
        )  # fmt: skip
        found[key] = normalise(item, "test", gazetteer=gazetteer)
    return found


@pytest.fixture(scope="module")
def index(postings: dict[str, JobPosting]) -> LocalIndex:
    return LocalIndex.of_documents([document_of(posting) for posting in postings.values()], load_encoder(""))


@pytest.fixture
def ask(index: LocalIndex, postings: dict[str, JobPosting], gazetteer: Gazetteer) -> Callable[..., Answer]:
    by_id = {posting.id: posting for posting in postings.values()}

    def lookup(ids: Sequence[str]) -> dict[str, JobPosting]:
        return {one: by_id[one] for one in ids}

    region = Region.of(gazetteer, index, TODAY)

    def run(query: str, picked: Filters = Filters(), **options: object) -> Answer:
        return inquire(index, query, picked, region, lookup, k=20, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def names(ask: Callable[..., Answer], postings: dict[str, JobPosting]) -> Search:
    keys = {posting.id: key for key, posting in postings.items()}

    def run(query: str, picked: Filters = Filters(), **options: object) -> list[str]:
        return [keys[hit.id] for hit in ask(query, picked, **options).page.hits]

    return run


def test_the_ads_are_what_they_are_meant_to_be(postings: dict[str, JobPosting]) -> None:
    modes = {key: posting.remote.mode for key, posting in postings.items()}
    assert (modes["hybrid"], modes["remote"], modes["silent"], modes["onsite"]) == (
        WorkMode.HYBRID,
        WorkMode.REMOTE,
        WorkMode.UNKNOWN,
        WorkMode.ONSITE,
    )


def test_a_wish_for_home_office_puts_first_and_drops_nobody(names: Search) -> None:
    accountants = {"hybrid", "remote", "silent", "onsite"}
    for query in ("Buchhalter Homeoffice", "remote accountant", "бухгалтер віддалено", "محاسب من المنزل"):
        found = [name for name in names(query) if name in accountants]
        assert {"hybrid", "remote", "silent"} <= set(found)
        assert "onsite" not in found[:-1]
    assert set(names("Buchhalter Homeoffice")) >= accountants


def test_a_message_is_a_search_for_the_work_it_wants(names: Search, ask: Callable[..., Answer]) -> None:
    message = "Hallo, ich habe zwei kleine Kinder und war zehn Jahre Buchhalterin, gibt es da was bei euch?"
    assert ask(message).searched == "Buchhalterin"
    assert set(names(message)[:3]) <= {"hybrid", "remote", "silent", "onsite"}
    assert ask(message, literal=True).searched == message
    assert (
        "Kinder" in ask(f"{message} Homeoffice", plain=["homeoffice"]).searched
    )  # who takes words back wants them all


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("Buchhalterin", ""),
        ("Buchhalterin (m/w/d)", ""),
        ("m/w/d Buchhalterin", ""),
        ("Buchhalterin (m/w/d) Homeoffice", ""),
        ("Buchhalter/in Teilzeit", ""),
        ("ich suche eine Stelle als Buchhalterin (m/w/d)", "Buchhalterin"),
        ("Homeoffice", ""),
    ],
)
def test_words_are_said_to_be_left_out_where_some_are(ask: Callable[..., Answer], query: str, said: str) -> None:
    answer = ask(query)
    assert answer.reworded == said
    assert not ask(query, literal=True).reworded


def test_where_nothing_fits_a_message_its_work_is_searched_for(ask: Callable[..., Answer]) -> None:
    answer = ask(
        'Hallo, ich habe zwei kleine Kinder und war zehn Jahre Buchhalterin, gibt es da was mit "Bau Mahnwesen"?'
    )
    assert answer.plainly and answer.page.total
    assert "Buchhalterin" in answer.searched and "Kinder" not in answer.searched


def test_a_message_that_wants_any_work_is_left_with_what_was_read(names: Search, ask: Callable[..., Answer]) -> None:
    message = "I need any job from home, three days a week, can start tomorrow"
    assert ask(message).searched == ""
    assert set(names(message)) == set(names("Homeoffice"))
    assert (
        ask("need any job, can start tomorrow morning").searched != ""
    )  # nothing was read: the words are all there is


def test_a_picked_work_mode_filters(names: Search) -> None:
    assert set(names("Buchhalter Homeoffice", Filters(modes=(WorkMode.HYBRID,)))) == {"hybrid"}


def test_a_wish_alone_filters(names: Search, ask: Callable[..., Answer]) -> None:
    assert set(names("Homeoffice")) == {"hybrid", "remote"}
    assert ask("Homeoffice").page.facets["mode"]["unknown"] == 7


def test_words_that_are_not_wanted(names: Search) -> None:
    assert "shift" in names("Pflege")
    assert set(names("Pflege ohne Schicht")) & {"shift", "day"} == {"day"}


def test_a_phrase_stands_word_for_word(names: Search, ask: Callable[..., Answer]) -> None:
    assert {"phrase", "no phrase"} <= set(names("Projektleiter Bau"))
    assert names('"Projektleiter Bau"') == ["phrase"]
    assert names("„projektleiter   BAU“") == ["phrase"]
    page = ask('"Projektleiter Bau"').page
    assert page.total == 1 and page.facets["mode"] == {"unknown": 1}


def test_hours_and_type_drop_who_says_otherwise(names: Search) -> None:
    assert "full" not in names("Sekretärin Teilzeit")
    assert names("Sekretärin max 25 Stunden")[0] == "part"
    assert "full" not in names("Sekretärin max 25 Stunden")
    assert names("Sekretärin Vollzeit")[0] == "full"


def test_the_place_itself_comes_first(names: Search) -> None:
    found = names("Stellen in Beispielhausen")
    assert set(found[:2]) == {"silent", "day"}
    assert "remote" in found and "phrase" in found


def test_where_nothing_fits_the_words_are_searched_as_they_stand(ask: Callable[..., Answer]) -> None:
    answer = ask('"Bau Projektleiter" in Musterstadt')
    assert answer.plainly and answer.page.total
    assert answer.filters == Filters()
    assert not ask("Projektleiter in Musterstadt").plainly
    gone = ask("Pflegefachkraft ohne Pflege bei Musterwerke")
    assert "Pflege" in gone.filters.without_words


def test_what_says_that_work_is_looked_for_changes_no_result(names: Search, ask: Callable[..., Answer]) -> None:
    for query in ("Ich suche eine Stelle als Buchhalterin", "Buchhalterin Jobs", "Jobs Buchhalterin deutschlandweit"):
        assert names(query) == names("Buchhalterin")
        answer = ask(query)
        assert [hit.score for hit in answer.page.hits] == [hit.score for hit in ask("Buchhalterin").page.hits]
        assert answer.understood.text == query
    assert [hit.score for hit in ask("Buchhalterin Jobs", literal=True).page.hits] != [
        hit.score for hit in ask("Buchhalterin").page.hits
    ]


def test_literally_nothing_is_read(ask: Callable[..., Answer]) -> None:
    answer = ask("Buchhalter Homeoffice in Musterstadt", literal=True)
    assert answer.understood.read == () and answer.filters == Filters()
    assert "homeoffice" in {word for hit in answer.page.hits for word in hit.reasons.words}


def test_words_taken_back_are_searched_for(ask: Callable[..., Answer]) -> None:
    answer = ask("Buchhalter Homeoffice", plain=("homeoffice",))
    assert answer.understood.text == "Buchhalter Homeoffice" and answer.filters == Filters()


def test_a_misspelled_word_finds_something_and_a_better_one(ask: Callable[..., Answer]) -> None:
    answer = ask("Pflegefachkrft in Musterstadt ohne Schicht")
    assert answer.suggestion == "Pflegefachkraft in Musterstadt ohne Schicht"
    assert ask("Pflegefachkraft").suggestion == ""
    assert ask("pielęgniarka").suggestion == ""


def test_a_chosen_order_stays_and_nothing_to_rank_by_means_newest(names: Search) -> None:
    assert names("")[-1] == "full"  # the oldest
    assert names("Sekretärin Vollzeit", sort=Sort.NEWEST)[-1] == "full"


@pytest.mark.parametrize(
    "query",
    [
        "", " \t\n", "und der die das", "😀🎉", "AND OR NOT ( ) * ? : ~ \" \\ [ ] { }", "\x00\x07\x1b[31m", "Java\ud800 \udfff",
        "Бухгалтер buchhalter محاسب 会计", '"' * 999, "-" * 999, "ohne " * 500, "1" * 999 + "€", '"" "  " "!"', "a" * 100_000,
        "Buchhalter Homeoffice " * 4_600, '"a b" ' * 20_000,
    ],
    ids=range(16),
)  # fmt: skip
def test_bad_input_has_an_answer(ask: Callable[..., Answer], query: str) -> None:
    answer = ask(query)
    assert answer.page.total >= len(answer.page.hits)
    assert len(answer.understood.query) <= 10_000


def test_the_limit_of_phrases_is_said(ask: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    assert PHRASE_CANDIDATES >= 100
    monkeypatch.setattr("index.inquiry.PHRASE_CANDIDATES", 1)
    assert ask('"Bau"').capped
    monkeypatch.setattr("index.inquiry.PHRASE_CANDIDATES", 100)
    assert not ask('"Bau"').capped
