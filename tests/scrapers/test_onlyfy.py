import json
from datetime import date

import pytest
from crawling import crawl
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from jobboard.posting import WorkMode
from scrapers.adapters.onlyfy import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Fetch

SITE = "https://musterwerke.onlyfy.jobs"
TOKEN = "5yh3u42r7oxaiqj5pbomhh1xsbi68op"


def file(name: str) -> bytes:
    return (FILES / "onlyfy" / name).read_bytes()


def test_the_rows() -> None:
    page = parsed("onlyfy/list.html", f"{SITE}/")
    first, second = page.drafts
    assert (first.source_ref, first.title, first.url) == (TOKEN, "Konstruktion (m/w/d)", f"{SITE}/job/{TOKEN}")
    assert first.places[0].name == "Musterstadt"
    assert (second.source_ref, second.url) == ("abc123def456", f"{SITE}/de/job/abc123def456")
    assert (page.total, page.tenant) == (2, "musterwerke")


def test_a_job_page_leads_to_the_full_text() -> None:
    page = parsed("onlyfy/job.html", f"{SITE}/job/{TOKEN}")
    (draft,) = page.drafts
    assert (draft.source_ref, draft.remote_flag, draft.date_posted) == (TOKEN, WorkMode.REMOTE, date(2026, 9, 4))
    assert draft.salary is not None and draft.salary.max == 60000
    assert [(fetch.url, fetch.ref) for fetch in page.follow] == [
        (f"{SITE}/job/show/{TOKEN}/full?lang=de&mode=candidate", TOKEN)
    ]


def test_the_full_text_takes_the_place_of_the_shortened_one_and_of_nothing_else() -> None:
    def web(fetch: Fetch) -> bytes:
        return file("full.html") if "/full" in fetch.url else file("job.html") if fetch.ref else file("list.html")

    result, made = crawl("onlyfy", SITE, web)
    assert (result.outcome, len(result.drafts), len(made)) == (Outcome.COMPLETE, 2, 5)
    draft = result.drafts[0]
    assert draft.description.count("Wechselrichter") == 4
    assert not any(word in draft.description for word in ("Menü", "Bewerben", "Impressum"))
    assert (draft.title, draft.employer) == ("Konstruktion (m/w/d)", "Musterwerke GmbH")


def test_the_json_list() -> None:
    rows = [
        {"id": 1, "title": "Einkauf", "city": "Musterstadt", "apply_url": f"{SITE}/job/{TOKEN}?x=1"},
        {"title": "Kein Link"},
    ]
    url = "https://musterwerke.onlyfy.io/job/list/k3y?format=json"
    page = ADAPTER.parse(Answer(url, json.dumps({"jobs": rows}).encode()))
    assert [(row.source_ref, row.places[0].name) for row in page.drafts] == [(TOKEN, "Musterstadt")]
    assert ADAPTER.parse(Answer(url, b'{"jobs": []}')).total == 0
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(url, b'{"error": "no such list"}'))


def test_a_page_that_a_script_fills_is_no_empty_list() -> None:
    with pytest.raises(UnreadableAnswer, match="script"):
        ADAPTER.parse(Answer(SITE, b'<html><body><div id="__next"></div></body></html>'))
    assert ADAPTER.parse(Answer(SITE, b'<html><div id="jobList"></div></html>')).total == 0


def test_where_it_begins() -> None:
    assert ADAPTER.start(SITE, {})[0].url == SITE
    (listed,) = ADAPTER.start("https://musterwerke.onlyfy.io/job/list/k3y", {})
    assert listed.url == "https://musterwerke.onlyfy.io/job/list/k3y?format=json&max_results=1000"
