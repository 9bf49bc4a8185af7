from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import Period, WorkMode
from scrapers.adapters import parse_file
from scrapers.adapters.schemaorg import ADAPTER
from scrapers.answer import Answer

SITE = "https://karriere.musterwerk.example"


def test_a_posting_in_json_ld() -> None:
    page = parsed("jobposting.html", f"{SITE}/stellen/log-77")
    (draft,) = page.drafts  # neither related jobs, nor a framework's JSON, nor the microdata twin
    assert draft.source_ref == "LOG-77"
    assert draft.title == "Fachkraft für Lagerlogistik (m/w/d)"
    assert draft.employer == "Musterwerk GmbH"  # by reference within the graph
    assert draft.url == draft.apply_url == f"{SITE}/stellen/log-77"
    assert draft.date_posted == date(2026, 9, 3)
    assert draft.valid_through == date(2036, 9, 3)  # the normaliser knows a placeholder
    assert draft.employment == ("FULL_TIME", "PART_TIME")
    assert draft.remote_flag is WorkMode.REMOTE
    assert draft.remote_area == ("DE", "Österreich")
    assert draft.weekly_hours == 38.5
    assert draft.experience == "24 months"
    assert draft.industry == "Logistik, Handel"
    assert draft.occupation == "Fachkraft - Lagerlogistik"
    assert draft.language == "de"
    assert draft.salary is not None
    assert (draft.salary.min, draft.salary.max, draft.salary.currency, draft.salary.period) == (
        2800,
        3200,
        "EUR",
        Period.MONTH,
    )
    first, second = draft.places
    assert (first.name, first.street, first.country) == ("Musterstadt, 01234, Musterland, DE", "Werkstraße 1", "DE")
    assert (first.locality, first.postal_code, first.region) == ("Musterstadt", "01234", "Musterland")
    assert (first.latitude, first.longitude) == (51.312, 9.481)
    assert second.name == "Beispielhausen"


def test_the_parts_of_the_text_are_joined_and_unescaped() -> None:
    (draft,) = parsed("jobposting.html", SITE).drafts
    for part in ("<p>Sie lagern ein.</p>", "<li>Ware prüfen</li>", "Staplerschein", "30 Tage Urlaub", "Kantine"):
        assert part in draft.description
    assert draft.description_is_html


def test_a_posting_in_microdata() -> None:
    page = parsed("microdata.html", f"{SITE}/job/Musterstadt-Projektleitung/123/")
    (draft,) = page.drafts  # the card of another job is none
    assert draft.title == "Projektleitung Bau (m/w/d)"
    assert draft.employer == "Musterwerk GmbH"
    assert (draft.date_posted, draft.valid_through) == (date(2026, 9, 2), date(2026, 10, 31))
    assert draft.employment == ("Vollzeit",)
    assert draft.places[0].name == "Musterstadt, DE, 01234"
    assert "<p>Sie planen <b>Brücken</b>.</p>" in draft.description
    assert draft.source_ref == draft.url == f"{SITE}/job/Musterstadt-Projektleitung/123/"


def test_a_feed() -> None:
    name, drafts, _ = parse_file((FILES / "feed.json").read_bytes(), f"{SITE}/stellen.json", None)
    assert name == "schemaorg"
    assert [(draft.source_ref, draft.title) for draft in drafts] == [
        ("10001", "Pflegefachkraft (m/w/d)"),
        ("10002", "Hauswirtschaft (m/w/d)"),
    ]
    assert drafts[1].employer == "Musterpflege gGmbH"
    assert drafts[1].places[0].name == "Musterstadt"
    assert not drafts[1].description_is_html


def test_a_sitemap_leads_to_the_job_pages_of_its_own_host() -> None:
    page = parsed("sitemap.xml", f"{SITE}/sitemap.xml")
    assert [fetch.url for fetch in page.follow] == [
        f"{SITE}/job/Musterstadt-Lager/77/",
        f"{SITE}/job/Anderswo-Lager/78/?a=1",
    ]
    page = parsed("sitemap.xml", f"{SITE}/sitemap.xml", hint="/job/Musterstadt-")
    assert [fetch.url for fetch in page.follow] == [f"{SITE}/job/Musterstadt-Lager/77/"]


def test_an_overview_leads_to_the_pages_its_item_list_names() -> None:
    items = '{"@type":"ItemList","itemListElement":[{"@type":"ListItem","url":"/job/1"},{"item":"https://fremd.example/2"}]}'
    page = ADAPTER.parse(
        Answer(f"{SITE}/jobs", f'<html><script type="application/ld+json">{items}</script></html>'.encode())
    )
    assert [fetch.url for fetch in page.follow] == [f"{SITE}/job/1"]


def test_an_overview_leads_to_links_with_the_prefix_and_to_its_next_page() -> None:
    markup = '<html><a href="/job/1">a</a><a href="/team">b</a><a href="/job/1">a</a><a rel="next" href="?page=2">c</a></html>'
    page = ADAPTER.parse(Answer(f"{SITE}/jobs", markup.encode(), hint="/job/"))
    assert [(fetch.url, fetch.hint) for fetch in page.follow] == [
        (f"{SITE}/jobs?page=2", "/job/"),
        (f"{SITE}/job/1", ""),
    ]


def test_a_page_without_markup_has_no_posting_and_says_so() -> None:
    page = ADAPTER.parse(Answer(SITE, b"<html><script type='application/ld+json'></script><p>Karriere</p></html>"))
    assert page.drafts == ()
    assert page.notes == ("JSON-LD block 1 is empty", "no JobPosting, neither in JSON-LD nor in microdata")


@pytest.mark.parametrize(
    ("params", "url", "hint"),
    [
        ({}, SITE, ""),
        ({"sitemap": "/sitemap.xml", "job_prefix": "/job/"}, f"{SITE}/sitemap.xml", "/job/"),
        ({"feed": f"{SITE}/jobs.feed.json"}, f"{SITE}/jobs.feed.json", ""),
    ],
)
def test_where_it_begins(params: dict[str, str], url: str, hint: str) -> None:
    (first,) = ADAPTER.start(SITE, params)
    assert (first.url, first.hint) == (url, hint)


def test_postings_of_one_page_without_a_reference_of_their_own_stay_apart() -> None:
    two = '[{"@type":"JobPosting","title":"Koch (m/w/d)"},{"@type":"JobPosting","title":"Kellner (m/w/d)"}]'
    _, drafts, _ = parse_file(
        f'<html><script type="application/ld+json">{two}</script></html>'.encode(), f"{SITE}/jobs", None
    )
    assert len({draft.source_ref for draft in drafts}) == 2


def test_language_twins_with_one_identifier_are_two_postings() -> None:
    twins = [
        f'{{"@type":"JobPosting","title":"T","identifier":"R-1","url":"{SITE}/{lang}/1"}}' for lang in ("de", "en")
    ]
    _, drafts, _ = parse_file(
        f'<html><script type="application/ld+json">[{",".join(twins)}]</script></html>'.encode(), SITE, None
    )
    assert [draft.source_ref for draft in drafts] == [f"{SITE}/de/1", f"{SITE}/en/1"]
