from datetime import date

import pytest
from musterweb import FILES, job_page, parsed

from jobboard.normalise import normalise
from jobboard.posting import WorkMode
from scrapers.adapters import parse_file
from scrapers.adapters.webpage import ADAPTER
from scrapers.answer import Answer

SITE = "https://karriere.musterwerk.example"
JOB = f"{SITE}/stellen/werkstattleitung-17"
AD = (FILES / "webpage" / "ad.html").read_text("utf-8")


def read(markup: str, url: str = JOB) -> list:
    return list(ADAPTER.parse(Answer(url, markup.encode())).drafts)


@pytest.mark.parametrize("url", [JOB, ""])
def test_a_job_page_without_markup(url: str) -> None:
    page = parsed("webpage/ad.html", url, "webpage")
    (draft,) = page.drafts
    assert (draft.title, page.tenant) == ("Werkstattleitung (m/w/d)", "Musterwerke GmbH")
    assert draft.source_ref == draft.url == JOB
    assert (draft.places[0].name, draft.places[0].locality) == ("01234 Musterstadt", "Musterstadt")
    assert (draft.date_posted, draft.valid_through) == (date(2026, 9, 1), date(2026, 9, 30))
    assert (draft.employment, draft.requisition) == (("Vollzeit oder Teilzeit",), "W-17")
    assert draft.language == ""  # its tag says en_US on many a German site
    if url:
        assert draft.apply_url == f"{SITE}/bewerbung?stelle=17"


def test_only_the_ad_itself_is_its_text() -> None:
    (draft,) = read(AD)
    posting = normalise(draft, "test")
    assert "Sie leiten zwölf Menschen an." in posting.description_text
    for furniture in ("Cookies", "Impressum", "Fahrer", "Remote-Stellen", "01234 5678"):
        assert furniture not in posting.description_text
    assert posting.remote.mode is WorkMode.HYBRID  # "remote" stands in the menu, the banner and another job only


def test_what_is_not_surely_there_stays_empty() -> None:
    (draft,) = read(AD.replace("<dl>", "<!--").replace("</dl>", "-->").replace("Veröffentlicht am", "Gegründet am"))
    assert (draft.places, draft.employment, draft.date_posted, draft.employer, draft.remote_flag) == (
        (),
        (),
        None,
        "",
        None,
    )


def test_marked_up_postings_come_first() -> None:
    (draft,) = read(job_page("Aus dem Markup").replace("<body>", f"<body>{AD}"))
    assert draft.title == "Aus dem Markup"


LONG = "Ein langer Satz über das Unternehmen und seine Geschichte, der nichts von einer Stelle sagt. " * 6
NO_ADS = {
    "start": f"<h1>Willkommen</h1><p>{LONG}</p>",
    "news": f"<h1>Unser neues Profil im Netz</h1><p>{LONG}</p><p>Die Anforderungen an Aufgaben und Qualifikationen steigen {LONG}</p>",
    "benefits": f"<h1>Das bieten wir</h1><h2>Benefits</h2><p>{LONG}</p><a href='/x'>Jetzt bewerben</a>",
    "short": "<h1>Koch (m/w/d)</h1><h2>Ihre Aufgaben</h2><p>Kochen.</p>",
    "several": f"<h1>Stellen (m/w/d)</h1>{'<h2>Ihre Aufgaben</h2><p>A</p><h2>Ihr Profil</h2><p>B</p>' * 4}<p>{LONG}</p>",
    "untitled": f"<h2>Ihre Aufgaben</h2><p>{LONG}</p><h2>Ihr Profil</h2><p>{LONG}</p>",
}


@pytest.mark.parametrize("name", NO_ADS)
def test_a_page_that_is_no_job_ad_gives_nothing(name: str) -> None:
    page = ADAPTER.parse(Answer(f"{SITE}/x", f"<html><head></head><body>{NO_ADS[name]}</body></html>".encode()))
    assert page.drafts == ()
    assert "no job ad, and no link to one" in page.notes


def test_an_overview_leads_to_the_job_pages_of_its_own_site() -> None:
    page = parsed("webpage/overview.html", f"{SITE}/karriere", "webpage")
    assert [(fetch.url, fetch.ref) for fetch in page.follow] == [(JOB, JOB), (f"{SITE}/stellen/fahrer-19",) * 2]
    assert page.drafts == ()


def sitemap(*addresses: str, index: bool = False) -> bytes:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    rows = "".join(f"<{inner}><loc>{SITE}{address}</loc></{inner}>" for address in addresses)
    return (
        f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{outer}>'.encode()
    )


def test_a_sitemap_leads_to_what_looks_like_a_job_page() -> None:
    body = sitemap("/karriere/benefits", "/stellen/fahrer-19", "/jobs/koch-m-w-d/", "/stellen/uebersicht", "/news/2")
    page = ADAPTER.parse(Answer(f"{SITE}/sitemap.xml", body))
    assert [fetch.url for fetch in page.follow] == [f"{SITE}/stellen/fahrer-19", f"{SITE}/jobs/koch-m-w-d/"]


def test_where_no_address_is_sure_all_that_may_be_are_asked() -> None:
    page = ADAPTER.parse(Answer(f"{SITE}/sitemap.xml", sitemap("/karriere/koch", "/karriere/kellner", "/news/2")))
    assert len(page.follow) == 2


def test_of_several_sitemaps_the_one_with_jobs_is_read() -> None:
    page = ADAPTER.parse(Answer(f"{SITE}/sitemap.xml", sitemap("/news.xml", "/jobs.xml", index=True)))
    assert [fetch.url for fetch in page.follow] == [f"{SITE}/jobs.xml"]


def test_a_page_that_scripts_fill_may_carry_its_text_for_others() -> None:
    text = f"<p>{LONG}</p><h3>Ihre Aufgaben</h3><p>Planen.</p><h3>Ihr Profil</h3><p>Erfahrung.</p>"
    head = f'<meta property="og:title" content="Planer (m/w/d)"><meta name="description" content="{text}">'
    (draft,) = read(f"<html><head>{head}</head><body><div id=app></div></body></html>")
    assert draft.title == "Planer (m/w/d)"
    assert "<h3>Ihr Profil</h3>" in draft.description


def test_a_saved_page_finds_this_reader_by_itself() -> None:
    assert parse_file(AD.encode(), JOB, None)[0] == "webpage"
    assert parse_file(job_page("X").encode(), JOB, None)[0] == "schemaorg"
