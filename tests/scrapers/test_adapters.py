"""What holds for every adapter: its answers are known by shape, and nothing it is given makes it fail in another way."""

import json
import random
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from musterweb import FILES

from jobboard.errors import JobboardError
from jobboard.normalise import normalise
from jobboard.posting import Draft
from scrapers.adapters import ADAPTERS, adapter_names, adapter_of, detect, parse_file
from scrapers.answer import Answer
from scrapers.errors import NoAdapter, UnknownAdapter
from scrapers.parsed import Parsed

OF_FILE = {
    "smartrecruiters_list.json": "smartrecruiters", "smartrecruiters_detail.json": "smartrecruiters",
    "interamt_list.json": "interamt", "interamt_detail.json": "interamt",
    "jobsuche_list.json": "jobsuche", "jobsuche_detail.json": "jobsuche", "jobsuche_v4.json": "jobsuche",
    "workday_list.json": "workday", "workday_detail.json": "workday",
    "personio.xml": "personio", "personio_search.json": "personio",
    "greenhouse/jobs.json": "greenhouse", "lever/postings.json": "lever", "ashby/board.json": "ashby",
    "recruitee/offers.json": "recruitee", "teamtailor/jobs.rss": "teamtailor", "teamtailor/jobs.json": "teamtailor",
    "workable/widget.json": "workable", "oracle/list.json": "oracle", "oracle/detail.json": "oracle",
    "eightfold/search.json": "eightfold", "eightfold/detail.json": "eightfold", "eightfold/apply.json": "eightfold",
    "phenom/results.html": "phenom", "phenom/job.html": "phenom", "icims/search.html": "icims",
    "icims/job.html": "icims", "bamboohr/list.json": "bamboohr", "bamboohr/detail.json": "bamboohr",
    "rippling/jobs.json": "rippling", "rippling/board.json": "rippling", "rippling/detail.json": "rippling",
    "pinpoint/postings.json": "pinpoint", "paylocity/list.html": "paylocity", "paylocity/job.html": "paylocity",
    "jobvite/table.html": "jobvite", "jobvite/search.html": "jobvite", "jobvite/job.html": "jobvite",
    "arbeitnow/list.json": "arbeitnow", "arbeitnow/saved.md": "arbeitnow", "gusto/posting.html": "gusto", "gusto/board.html": "gusto",
    "jobylon/widget.html": "jobylon", "karriere_ni/list.json": "karriere_ni", "karriere_nrw/list.json": "karriere_nrw",
    "karriere_sachsen/list.json": "karriere_sachsen", "manatal/list.json": "manatal", "neogov/list.html": "neogov",
    "webpage/ad.html": "webpage", "webpage/overview.html": "webpage", "jobsuche_page.html": "jobsuche",
    "successfactors/sitemap.xml": "successfactors", "successfactors/googlefeed.xml": "successfactors",
    "successfactors/legacy.xml": "successfactors", "successfactors/tiles.html": "successfactors",
    "successfactors/service.json": "successfactors", "successfactors/job.html": "successfactors",
    "beesite/search.json": "beesite", "beesite/list.html": "beesite", "beesite/export.json": "beesite",
    "hessen_odata/list.json": "hessen_odata", "softgarden/jobs.feed.json": "softgarden",
    "softgarden/vacancies.html": "softgarden", "dvinci/list.json": "dvinci", "rexx/list.html": "rexx",
    "rexx/table.html": "rexx", "concludis/list.html": "concludis", "onlyfy/list.html": "onlyfy",
    "umantis/list.html": "umantis", "bite/page.html": "bite", "bite/search.json": "bite", "bite/detail.json": "bite",
    "join/list.html": "join", "join/job.html": "join", "nuxt_vacancies/list.html": "nuxt_vacancies",
    "jobposting.html": "schemaorg", "microdata.html": "schemaorg", "sitemap.xml": "schemaorg", "feed.json": "schemaorg",
}  # fmt: skip
URL_OF = {
    "smartrecruiters": "https://api.smartrecruiters.com/v1/companies/M/postings",
    "interamt": "https://interamt.de/koop/app/webservice_v2?partner=1",
    "jobsuche": "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service/pc/v6/jobs",
    "workday": "https://m.wd3.myworkdayjobs.com/wday/cxs/m/k/jobs",
    "personio": "https://m.jobs.personio.de/xml",
    "greenhouse": "https://boards-api.greenhouse.io/v1/boards/m/jobs?content=true",
    "lever": "https://api.lever.co/v0/postings/m?mode=json&skip=0&limit=100",
    "ashby": "https://api.ashbyhq.com/posting-api/job-board/m",
    "recruitee": "https://m.recruitee.com/api/offers/",
    "teamtailor": "https://m.teamtailor.com/jobs.rss?per_page=200&offset=0",
    "workable": "https://apply.workable.com/api/v1/widget/accounts/m?details=true",
    "oracle": "https://m.fa.em2.oraclecloud.com/hcmRestApi/resources/latest/recruitingCEJobRequisitions?finder=siteNumber=CX_1",
    "eightfold": "https://m.eightfold.ai/api/pcsx/search?domain=m.com&start=0",
    "phenom": "https://karriere.musterwerk.example/de/de/search-results?from=0&s=1",
    "icims": "https://careers-m.icims.com/jobs/search?ss=1&in_iframe=1",
    "bamboohr": "https://m.bamboohr.com/careers/list",
    "rippling": "https://api.rippling.com/platform/api/ats/v1/board/m/jobs",
    "pinpoint": "https://m.pinpointhq.com/postings.json",
    "paylocity": "https://recruiting.paylocity.com/recruiting/jobs/All/0a0a/M",
    "jobvite": "https://jobs.jobvite.com/m/jobs",
    "arbeitnow": "https://www.arbeitnow.com/api/job-board-api?page=1",
    "gusto": "https://jobs.gusto.com/boards/m-1",
    "jobylon": "https://cdn.jobylon.com/jobs/companies/77/embed/v2/?page_size=1000",
    "karriere_ni": "https://webservice.jobboerse.niedersachsen.de/data/SearchStellen",
    "karriere_nrw": "https://api.karriere.nrw/v1/jobs/stellenausschreibungen/",
    "karriere_sachsen": "https://www.karriere.sachsen.de/karriere-verwaltung/rest/stellenanzeige?offset=0&limit=100",
    "manatal": "https://www.careers-page.com/api/v1.0/c/m/jobs/?page=1",
    "neogov": "https://www.governmentjobs.com/careers/home/index?agency=m&page=1",
    "webpage": "https://karriere.musterwerk.example/stellen/1",
    "successfactors": "https://karriere.musterwerk.example/",
    "beesite": "https://musterwerk-gjb.app.beesite.de/search",
    "hessen_odata": "https://stellensuche.musterland.example/sap/opu/odata/sap/zer_cand_unreg_srv/PostingAbstractSet?$top=500",
    "softgarden": "https://m.softgarden.io/de/vacancies",
    "dvinci": "https://m.dvinci-hr.com/jobPublication/list.json?lang=de",
    "rexx": "https://m-portal.rexx-systems.com/stellenangebote.html",
    "concludis": "https://m.concludis.de/prj/lst/a1/Liste.htm",
    "onlyfy": "https://m.onlyfy.jobs/",
    "umantis": "https://recruitingapp-1.de.umantis.com/Jobs/All",
    "bite": "https://jobs.b-ite.com/api/v1/postings/search",
    "join": "https://join.com/companies/musterwohnen",
    "nuxt_vacancies": "https://www.musterwerk.example/de/career/vacancies?page=1",
    "schemaorg": "https://karriere.musterwerk.example/",
}
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_table_is_complete() -> None:
    assert adapter_names() == tuple(sorted(ADAPTERS))
    assert set(OF_FILE.values()) == set(URL_OF) == set(ADAPTERS)


@pytest.mark.parametrize("name", OF_FILE)
@pytest.mark.parametrize("known_url", [True, False])
def test_a_file_finds_its_adapter_with_and_without_a_telling_address(name: str, known_url: bool) -> None:
    url = URL_OF[OF_FILE[name]] if known_url else "https://karriere.musterwerk.example/stellen"
    assert detect(Answer(url, (FILES / name).read_bytes())).name == OF_FILE[name]
    assert detect(Answer("", b"\n  " + (FILES / name).read_bytes())).name == OF_FILE[name]


def test_what_no_adapter_reads_is_named_with_what_was_looked_for() -> None:
    with pytest.raises(NoAdapter) as raised:
        detect(Answer("https://muster.example/a.pdf", b"%PDF-1.7"))
    assert raised.value.url == "https://muster.example/a.pdf"
    assert len(raised.value.looked_for) == len(ADAPTERS)
    assert "https://muster.example/a.pdf" in str(raised.value) and "workzag-jobs" in str(raised.value)


def test_an_unknown_adapter_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownAdapter, match="taleo") as raised:
        adapter_of("taleo")
    assert "personio" in str(raised.value)


def test_the_page_of_a_career_system_may_carry_markup() -> None:
    page = (FILES / "jobposting.html").read_bytes()
    assert parse_file(page, "https://m.wd3.myworkdayjobs.com/k/job/x", None)[0] == "schemaorg"


def test_what_is_no_posting_becomes_a_note() -> None:
    rows = b'{"Stellenangebote": [{"Id": 1, "StellenBezeichnung": " "}, {"Id": 2, "StellenBezeichnung": "Jurist"}]}'
    _, drafts, notes = parse_file(rows, "", None)
    assert [draft.source_ref for draft in drafts] == ["2"]
    assert notes == ["left out: 1 lacks a title or a reference"]


def works(body: bytes, url: str = "", adapter: str | None = None) -> list[Draft]:
    """Parse and normalise as the command line does; only our own errors may come out."""
    try:
        _, drafts, _ = parse_file(body, url, adapter)
    except JobboardError as error:
        assert str(error)
        return []
    for draft in drafts[:5]:
        normalise(draft, "test")
    return drafts


@FUZZ
@given(st.binary(max_size=400), st.sampled_from([*ADAPTERS, None]), st.text(max_size=40))
def test_random_bytes_do_no_harm(body: bytes, adapter: str | None, url: str) -> None:
    works(body, url, adapter)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys_of(inner)}
    return {key for inner in value for key in keys_of(inner)} if isinstance(value, list) else set()


def put(value: object, chosen: dict[str, object]) -> object:
    """The document with other values at some of its keys."""
    if isinstance(value, dict):
        return {key: chosen[key] if key in chosen else put(inner, chosen) for key, inner in value.items()}
    return [put(inner, chosen) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", [name for name in OF_FILE if name.endswith(".json")])
@FUZZ
@given(data=st.data())
def test_any_value_at_any_key_of_a_json_answer(name: str, data: st.DataObject) -> None:
    document = json.loads((FILES / name).read_text("utf-8"))
    keys = sorted(keys_of(document))
    chosen = data.draw(st.dictionaries(st.sampled_from(keys), JSON, min_size=1, max_size=4))
    works(json.dumps(put(document, chosen)).encode(), URL_OF[OF_FILE[name]], OF_FILE[name])


@FUZZ
@given(data=st.data())
def test_any_value_at_any_key_of_a_posting_in_markup(data: st.DataObject) -> None:
    block = re.search(r"@graph\": (\[.*\])\n}\n</script>", (FILES / "jobposting.html").read_text("utf-8"), re.DOTALL)
    assert block
    document = json.loads(block[1])
    chosen = data.draw(st.dictionaries(st.sampled_from(sorted(keys_of(document))), JSON, min_size=1, max_size=4))
    works(
        f'<html><script type="application/ld+json">{json.dumps(put(document, chosen))}</script>'.encode(),
        "https://m.example/1",
        "schemaorg",
    )


def flip(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]


def cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body))]


def repeat(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body))
    end = min(len(body), start + chance.randrange(1, 200))
    return body[:end] + body[start:end] * chance.randrange(1, 20) + body[end:]


def drop(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body))
    return body[:start] + body[start + chance.randrange(1, 60) :]


@pytest.mark.parametrize("name", OF_FILE)
@pytest.mark.parametrize("damage", [flip, cut, repeat, drop])
def test_damaged_answers_do_no_harm(name: str, damage: Callable[[bytes, random.Random], bytes]) -> None:
    chance = random.Random(f"{name}{damage.__name__}")
    for _ in range(25):
        body = damage((FILES / name).read_bytes(), chance)
        works(body, URL_OF[OF_FILE[name]], OF_FILE[name])


PILE = [
    b"", b"<", b"<!", b"<!--", b"<html", b"</html>", b"<html><html>", b"\x00" * 50, b"<p>\x00</p>", b"<!DOCTYPE", b"<![CDATA[",
    b"<script", b"<script type=application/ld+json", b"<script type='application/ld+json'>{", b"<svg><script type=application/ld+json>1",
    b"<template><script type='application/ld+json'>{}</script>", b"<table><a><table></a>", b"<b><p></b></p>", b"<a href='",
    b"<html><body " + b"a" * 5000, b"<div>" * 20_000, b"<div itemscope itemtype='schema.org/JobPosting'>" * 300,
    b"<a itemprop=title itemscope>" * 500, b"<meta name=tdm-reservation", b"<frameset><frame><noframes>", b"<select><option><select>",
    b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", b"\xfe\xff\x00<", b"<?xml version='1.0' encoding='utf-7'?><html/>", b"<math><mi>", b"&#x110000;",
    b"<html><meta charset='idna'>\xe4", b"<html><meta charset=punycode>" + b"\xe4" * 2000, b"<html><p>&#xD800;&#0;&bogus;", b"[" * 200_000,
    b'{"a":' * 100_000, b"[1e999]", b"[NaN]", b'{"Id": [[[[]]]], "StellenBezeichnung": {}}', b'{"jobPostingInfo": []}', b'{"maxErgebnisse": {}}',
    b'{"totalFound": "x", "content": [{"id": {}, "name": "", "uuid": 1, "company": 2}]}', b'{"jobPostings": [{"externalPath": 1, "title": []}]}',
    b"<workzag-jobs><position><id/></position>", b"<workzag-jobs " + b"<" * 3000, b"<urlset><url><loc>http://[::1</loc></url></urlset>",
    b'{"@type": "JobPosting", "url": "http://[", "title": "\\ud800"}', b'{"@type":"JobPosting","title":"T","identifier":"1\\u0000"}',
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(PILE)))
def test_the_pile(number: int) -> None:
    for adapter in (None, *ADAPTERS):
        works(PILE[number], "https://m.example/1", adapter)
    works(PILE[number], "http://[")


@pytest.mark.parametrize("name", OF_FILE)
def test_reading_changes_nothing_and_is_repeatable(name: str) -> None:
    answer = Answer(URL_OF[OF_FILE[name]], (FILES / name).read_bytes())
    first, second = (adapter_of(OF_FILE[name]).parse(answer) for _ in range(2))
    assert isinstance(first, Parsed)
    assert first == second
