import re

import pytest
from crawling import crawl, pages_of
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from scrapers.adapters.nuxt_vacancies import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Fetch

LIST = "https://www.musterwerke.example/de/career/vacancies"
JOB = "https://www.musterwerke.example/de/job/Projektleitung_Optik/481516"


def test_the_cards() -> None:
    page = parsed("nuxt_vacancies/list.html", f"{LIST}?page=1")
    first, second, third = page.drafts
    assert (first.source_ref, first.title, first.url) == ("481516", "Projektleitung Optik (m/w/d)", JOB)
    assert (first.employer, first.places[0].name) == ("Musteroptik GmbH", "Musterstadt")
    assert (second.title, second.employer) == ("Schweißfachkraft", "Musterwerke & Söhne GmbH")  # from the address
    assert third.title == "Einkauf"  # and not the next card's
    assert page.total == 1348
    assert page.follow[0].url == f"{LIST}?page=2"
    assert [fetch.ref for fetch in page.follow[1:]] == ["481516", "481517", "481518"]


def test_a_job_page_without_markup() -> None:
    (draft,) = parsed("nuxt_vacancies/job.html", JOB, adapter="nuxt_vacancies").drafts
    assert (draft.source_ref, draft.title, draft.url) == ("481516", "Projektleitung Optik (m/w/d)", JOB)
    assert "Kundschaft" in draft.description


def listing(page: int, count: str = "5") -> bytes:
    numbers = range(100 + page * 2, min(107, 102 + page * 2))
    cards = "".join(
        f'<div class="flex group"><a href="/de/job/Stelle/{n}">x</a><div class="md:text-xl">Stelle {n}</div>'
        f"<div>Muster GmbH | {'Musterstadt' if n % 2 else 'Beispielhausen'}</div></div>"
        for n in numbers
    )
    return f'<html><body id="__nuxt"><p>1 von {count} Stellen</p>{cards}</body></html>'.encode()


def board(fetch: Fetch, last: int = 9, count: str = "5") -> bytes:
    page = re.search(r"page=(\d+)", fetch.url)
    return (
        (FILES / "nuxt_vacancies" / "job.html").read_bytes()
        if fetch.ref
        else listing(min(last, int(page[1]) if page else 1), count)
    )


def test_page_by_page_up_to_the_number_that_is_said() -> None:
    result, made = crawl("nuxt_vacancies", LIST, board)
    assert pages_of(made) == [f"{LIST}?page={page}" for page in (1, 2, 3)]
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 5)


def test_job_pages_are_fetched_for_the_place_only() -> None:
    result, made = crawl("nuxt_vacancies", LIST, board, location="Musterstadt")
    assert [fetch.ref for fetch in made if fetch.ref] == ["103", "105"]
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 2)


@pytest.mark.parametrize("place", ["", "Nirgendheim"])
def test_a_server_that_repeats_a_page_ends_the_list_but_not_a_complete_one(place: str) -> None:
    result, made = crawl("nuxt_vacancies", LIST, lambda fetch: board(fetch, last=2, count="9"), place=place)
    assert len(pages_of(made)) == 3
    assert result.outcome is Outcome.FAILED and "of 9 were read" in " ".join(result.failures)


def test_a_page_without_cards_is_a_changed_page() -> None:
    with pytest.raises(UnreadableAnswer, match="no cards"):
        ADAPTER.parse(Answer(LIST, b'<html><body id="__nuxt">Karriere</body></html>'))
    assert ADAPTER.parse(Answer(LIST, b"<html><body>0 of 0 jobs</body></html>")).total == 0
