"""What every search engine promises, whatever is behind it: a second engine goes into ENGINES and under the same tests."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from conftest import draft
from indexing import NOW, TODAY

from index import Filters, LocalIndex, SearchIndex, Sort, build_index, load_encoder, open_index
from index.columns import FACETS
from index.document import document_of
from index.milvus import MilvusIndex, build_milvus, open_milvus
from jobboard.normalise import normalise
from jobboard.places import Gazetteer
from jobboard.posting import JobPosting, Level, Period, Salary, WorkMode
from jobboard.store import create_store, sqlite_url

Engine = Callable[[Sequence[JobPosting], Path], SearchIndex]


def in_memory(postings: Sequence[JobPosting], _folder: Path) -> SearchIndex:
    return LocalIndex.of_documents([document_of(posting) for posting in postings], load_encoder())


def on_disk(postings: Sequence[JobPosting], folder: Path, first: int = 10_000) -> SearchIndex:
    """Built of the first postings, refreshed with the rest."""
    store = create_store(sqlite_url(folder))
    store.put(postings[:first], actor="test", now=NOW)
    build_index(folder / "index", store, TODAY)
    store.put(postings[first:], actor="test", now=NOW)
    opened = open_index(folder / "index")
    opened.refresh(store, TODAY)
    store.close()
    return opened


def refreshed(postings: Sequence[JobPosting], folder: Path) -> SearchIndex:
    return on_disk(postings, folder, first=4)


def on_milvus(postings: Sequence[JobPosting], folder: Path) -> SearchIndex:
    """On a server: built of the first postings, refreshed with the rest."""
    store = create_store(sqlite_url(folder))
    store.put(postings[:4], actor="test", now=NOW)
    url = str(folder / "rows.db")
    build_milvus(url, store, TODAY)
    opened = open_milvus(url)
    store.put(postings[4:], actor="test", now=NOW)
    opened.refresh(store, TODAY)
    store.close()
    return opened


ENGINES: dict[str, Engine] = {"memory": in_memory, "disk": on_disk, "milvus": on_milvus, "refreshed": refreshed}
ADS = (
    ("Softwareentwickler:in Python (m/w/d)", "Entwicklung von Webanwendungen mit Python und SQL.", WorkMode.HYBRID, 60_000, Level.B2, "2026-11-20"),
    ("Data Engineer", "You build data pipelines with Python and SQL for our customers.", WorkMode.REMOTE, 70_000, Level.NONE, "2026-11-18"),
    ("Pflegefachkraft Nachtdienst", "Sie betreuen nachts Bewohnerinnen und Bewohner im Altenheim.", WorkMode.ONSITE, None, Level.B1, "2026-11-19"),
    ("Buchhalter/in in Teilzeit", "Sie buchen Kreditoren mit DATEV und bereiten den Abschluss vor.", WorkMode.HYBRID, 42_000, Level.C1, "2026-11-17"),
    ("Customer Support Agent", "You answer questions of our customers by mail and chat.", WorkMode.REMOTE, 38_000, Level.NONE, "2026-11-21"),
    ("Sachbearbeiter Bauamt", "Sie bearbeiten Bauanträge und beraten Bürgerinnen und Bürger.", WorkMode.HYBRID, 45_000, Level.C1, "2026-11-16"),
    ("Köchin für die Kantine", "Sie kochen täglich frisch für 200 Gäste.", WorkMode.ONSITE, None, None, "2026-11-15"),
    ("Systemadministrator Linux", "Sie betreuen Server, Netze und die Software der Verwaltung.", WorkMode.HYBRID, 55_000, Level.B2, "2026-11-14"),
)  # fmt: skip


def ads(gazetteer: Gazetteer) -> list[JobPosting]:
    made = []
    for number, (title, text, mode, pay, german, posted) in enumerate(ADS):
        fields = {
            "title": title,
            "description": f"<p>{text}</p>",
            "language": "en" if " you " in f" {text.lower()}" else "de",
            "remote_flag": mode,
            "remote_declared": True,
            "salary": Salary(min=pay, max=pay, currency="EUR", period=Period.YEAR) if pay else None,
            "language_requirements": [{"language": "de", "level": german}] if german else [],
            "date_posted": posted,
        }
        made.append(normalise(draft(f"A-{number}", **fields), "test", gazetteer=gazetteer))
    return made


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]


@pytest.fixture(scope="module")
def postings(gazetteer: Gazetteer) -> dict[str, JobPosting]:
    return {posting.id: posting for posting in ads(gazetteer)}


@pytest.fixture(scope="module")
def index(
    engine: Engine, postings: dict[str, JobPosting], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchIndex]:
    opened = engine(list(postings.values()), tmp_path_factory.mktemp("engine"))
    yield opened
    if isinstance(opened, MilvusIndex):
        opened.close()


class TestSearchIndex:
    def titles(self, index: SearchIndex, postings: dict[str, JobPosting], query: str, **more: object) -> list[str]:
        return [postings[hit.id].title.split()[0] for hit in index.explore(query, k=20, **more).hits]  # type: ignore[arg-type]

    def test_counts_its_documents(self, index: SearchIndex) -> None:
        assert len(index) == len(ADS)

    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("Softwareentwicklung Python", "Softwareentwickler:in"),
            ("Entwicklerin", "Softwareentwickler:in"),
            ("Koch", "Köchin"),
            ("koechin", "Köchin"),
            ("DATEV", "Buchhalter/in"),
            ("nurse for the elderly", "Pflegefachkraft"),
            ("медсестра", "Pflegefachkraft"),
            ("linux", "Systemadministrator"),
            ("softwareentwickler", "Softwareentwickler:in"),
        ],
    )
    def test_finds_by_word_form_and_meaning(
        self, index: SearchIndex, postings: dict[str, JobPosting], query: str, first: str
    ) -> None:
        assert self.titles(index, postings, query)[0] == first
        assert index.search(query, k=1)[0].rank == 1

    def test_best_first_and_not_more_than_asked(self, index: SearchIndex) -> None:
        hits = index.search("Python SQL Software", k=5)
        assert 1 < len(hits) <= 5
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
        assert index.search("Python SQL Software", k=2) == hits[:2]
        assert index.search("Python", k=0) == []

    def test_says_why(self, index: SearchIndex) -> None:
        for hit in index.search("Python SQL", k=20):
            assert hit.reasons.words or hit.reasons.parts or hit.reasons.meaning > 0
            assert set(hit.reasons.words) <= {"python", "sql"}

    def test_filters_hold_for_every_hit_and_the_total(
        self, index: SearchIndex, postings: dict[str, JobPosting]
    ) -> None:
        filters = Filters(modes=(WorkMode.REMOTE,))
        page = index.explore("customers Python", filters, k=20)
        assert page.total == len(page.hits) > 0
        assert {postings[hit.id].remote.mode for hit in page.hits} == {WorkMode.REMOTE}
        assert set(self.titles(index, postings, "", filters=Filters(german=Level.A1))) == {"Data", "Customer"}
        assert self.titles(index, postings, "", filters=Filters(salary_min=60_000.0), sort=Sort.SALARY) == [
            "Data",
            "Softwareentwickler:in",
        ]
        assert index.explore("Python", Filters(employers=("Niemand",))).total == 0

    def test_facets_count_what_another_choice_would_bring(self, index: SearchIndex) -> None:
        page = index.explore("", Filters(modes=(WorkMode.REMOTE,)), k=1)
        assert set(page.facets) == set(FACETS)
        assert page.facets["mode"] == {"hybrid": 4, "onsite": 2, "remote": 2}
        assert page.facets["german"] == {"none": 2}
        assert page.facets["language"] == {"en": 2}
        assert index.explore("", k=1, facets=("mode",)).facets == {"mode": {"hybrid": 4, "onsite": 2, "remote": 2}}

    def test_an_empty_query_gives_everything(self, index: SearchIndex) -> None:
        assert index.explore("").total == index.explore("   ").total == len(ADS)

    def test_orders_by_day_and_by_pay(self, index: SearchIndex, postings: dict[str, JobPosting]) -> None:
        newest = [postings[hit.id].date_posted for hit in index.explore("", sort=Sort.NEWEST, k=20).hits]
        assert newest == sorted(newest, reverse=True)
        assert self.titles(index, postings, "", sort=Sort.SALARY)[:2] == ["Data", "Softwareentwickler:in"]
        assert set(self.titles(index, postings, "", sort=Sort.SALARY)[-2:]) == {"Köchin", "Pflegefachkraft"}

    @pytest.mark.parametrize("query", ["", "Python Kunden customers"])
    @pytest.mark.parametrize("sort", list(Sort))
    def test_pages_fit_together(self, index: SearchIndex, query: str, sort: Sort) -> None:
        whole = index.explore(query, k=50, sort=sort)
        pages = [hit for at in range(0, 9, 3) for hit in index.explore(query, k=3, offset=at, sort=sort).hits]
        assert tuple(pages) == whole.hits and len(pages) == whole.total
        assert index.explore(query, k=3, offset=1000).hits == ()

    @pytest.mark.parametrize(
        "query", ["' OR 1=1 --", "(((", "a" * 10_000, "🏡", "\u202eabc", "\x00", "\udcff", "NOT *"]
    )
    def test_any_text_is_only_a_text(self, index: SearchIndex, query: str) -> None:
        page = index.explore(query, k=3)
        assert len(page.hits) <= min(3, page.total) <= len(ADS)

    def test_the_same_question_has_the_same_answer(self, index: SearchIndex) -> None:
        assert all(index.explore("Software Kunden") == index.explore("Software Kunden") for _ in range(3))

    def test_an_index_of_nothing(self, engine: Engine, tmp_path: Path) -> None:
        nothing = engine([], tmp_path)
        assert (len(nothing), nothing.search("Python"), nothing.explore("").total) == (0, [], 0)
