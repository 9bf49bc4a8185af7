import pytest
from musterweb import FILES, job_page, pack_of, source

from jobboard.posting import Permission
from scrapers.adapters import ADAPTERS
from scrapers.answer import Answer
from scrapers.detect import is_refused, systems_behind
from scrapers.systems import SYSTEMS

PAGE = "https://www.musterwerk.example/karriere"
# One address, as it stands in a career page's link, frame or script -> system and source for the region pack.
KNOWN = {
    "https://muster.jobs.personio.de/job/77?language=de": ("personio", "https://muster.jobs.personio.de"),
    "https://muster.wd3.myworkdayjobs.com/de-DE/Karriere/job/x": ("workday", "https://muster.wd3.myworkdayjobs.com/Karriere"),
    "https://jobs.smartrecruiters.com/Muster1/7440-x": ("smartrecruiters", "https://jobs.smartrecruiters.com/Muster1"),
    "https://boards.greenhouse.io/embed/job_board/js?for=muster": ("greenhouse", "https://boards.greenhouse.io/muster"),
    "https://job-boards.eu.greenhouse.io/muster/jobs/1": ("greenhouse", "https://boards.greenhouse.io/muster"),
    "https://jobs.eu.lever.co/muster/1-2": ("lever", "https://jobs.eu.lever.co/muster"),
    "https://jobs.ashbyhq.com/muster/embed": ("ashby", "https://jobs.ashbyhq.com/muster"),
    "https://muster.recruitee.com/o/koch": ("recruitee", "https://muster.recruitee.com"),
    "https://muster.teamtailor.com/jobs": ("teamtailor", "https://muster.teamtailor.com"),
    "https://apply.workable.com/muster/j/AB12/": ("workable", "https://apply.workable.com/muster"),
    "https://abc.fa.em2.oraclecloud.com/hcmUI/CandidateExperience/de/sites/CX_1/job/1": (
        "oracle",
        "https://abc.fa.em2.oraclecloud.com/hcmUI/CandidateExperience/de/sites/CX_1",
    ),
    "https://muster.eightfold.ai/careers?pid=1": ("eightfold", "https://muster.eightfold.ai/careers"),
    "https://careers-muster.icims.com/jobs/1/x/job": ("icims", "https://careers-muster.icims.com/jobs/search?ss=1"),
    "https://muster.bamboohr.com/careers/31": ("bamboohr", "https://muster.bamboohr.com/careers"),
    "https://ats.rippling.com/de-DE/muster/jobs": ("rippling", "https://ats.rippling.com/muster/jobs"),
    "https://muster.pinpointhq.com/postings/1": ("pinpoint", "https://muster.pinpointhq.com"),
    "https://recruiting.paylocity.com/recruiting/jobs/All/0-1-2/Muster": ("paylocity", "https://recruiting.paylocity.com/recruiting/jobs/All/0-1-2"),
    "https://jobs.jobvite.com/careers/muster/jobs": ("jobvite", "https://jobs.jobvite.com/muster"),
    "https://www.governmentjobs.com/careers/muster": ("neogov", "https://www.governmentjobs.com/careers/muster"),
    "https://www.careers-page.com/muster/job/AB12": ("manatal", "https://www.careers-page.com/muster"),
    "https://jobs.gusto.com/boards/muster-1-2": ("gusto", "https://jobs.gusto.com/boards/muster-1-2"),
    "https://cdn.jobylon.com/jobs/companies/77/embed/v2/?page_size=30": ("jobylon", "https://cdn.jobylon.com/jobs/companies/77/embed/v2/"),
    "https://muster.career.softgarden.de/": ("softgarden", "https://muster.career.softgarden.de"),
    "https://muster.softgarden.io/job/1": ("softgarden", "https://muster.softgarden.io"),
    "https://muster.dvinci-hr.com/de/jobs": ("dvinci", "https://muster.dvinci-hr.com"),
    "https://muster-portal.rexx-systems.com/koch-de-j1.html": ("rexx", "https://muster-portal.rexx-systems.com/stellenangebote.html"),
    "https://muster.onlyfy.jobs/job/abc": ("onlyfy", "https://muster.onlyfy.jobs"),
    "https://recruitingapp-1234.de.umantis.com/Vacancies/1/Description/1": ("umantis", "https://recruitingapp-1234.de.umantis.com/Jobs/All"),
    "https://cs-assets.b-ite.com/muster/jobs-api/main.min.js": ("bite", "https://cs-assets.b-ite.com/muster/jobs-api/main.min.js"),
    "https://muster.concludis.de/prj/lst/abc/liste.htm": ("concludis", "https://muster.concludis.de/prj/lst/abc/liste.htm"),
    "https://join.com/companies/muster/1-koch": ("join", "https://join.com/companies/muster"),
    "https://muster-beesite-gjb.app.beesite.de/search": ("beesite", "https://muster-beesite-gjb.app.beesite.de"),
    "https://www.interamt.de/koop/app/trefferliste?0&partner=77": ("interamt", "https://interamt.de/koop/app/webservice_v2?partner=77"),
    "https://karriere.nrw/stellenausschreibung/1": ("karriere_nrw", "https://karriere.nrw"),
    "https://career5.successfactors.eu/career?company=Muster&x=1": ("successfactors", "https://career5.successfactors.eu/career?company=Muster"),
    "https://muster.avature.net/careers": ("avature", "https://muster.avature.net/careers/SearchJobs"),
}  # fmt: skip


def found(markup: str, url: str = PAGE) -> tuple:
    return systems_behind(Answer(url, f"<!DOCTYPE html><html><head></head><body>{markup}</body></html>".encode()))


@pytest.mark.parametrize("address", KNOWN)
@pytest.mark.parametrize(
    "tag",
    ["<a href='{}'>Jobs</a>", "<iframe src='{}'></iframe>", "<script src='{}'></script>", "<script>go('{}')</script>"],
)
def test_a_system_is_known_by_what_a_page_leads_to_or_loads(address: str, tag: str) -> None:
    best = found(tag.format(address))[0]
    assert (best.system, best.source) == KNOWN[address]
    assert address in best.evidence


@pytest.mark.parametrize("address", KNOWN)
def test_a_system_is_known_by_the_pages_own_address(address: str) -> None:
    best = systems_behind(Answer(address, b"<html><body><a href='https://jobs.lever.co/anderswo'>x</a></body></html>"))[
        0
    ]
    assert (best.system, best.source) == KNOWN[address]
    assert best.evidence == "the page's own address"


@pytest.mark.parametrize("address", KNOWN)
def test_the_source_is_one_its_adapter_can_begin_with(address: str) -> None:
    system, source = KNOWN[address]
    if adapter := ADAPTERS.get(system):
        fetches = adapter.start(source, {})
        assert fetches
        assert all(fetch.url.startswith("https://") for fetch in fetches)


def test_every_system_with_an_adapter_has_its_name_and_every_adapter_is_known() -> None:
    by_sight = {"avature", "cornerstone", "taleo", "talention", "guidecom", "hr4you", "peoplestrong", "talentclue"}
    assert {system.name for system in SYSTEMS} - by_sight == set(ADAPTERS) - {"schemaorg", "webpage"}


@pytest.mark.parametrize(
    ("markup", "system", "source"),
    [
        ("<script>j2w.init({})</script>", "successfactors", "https://www.musterwerk.example"),
        ("<script>var phApp = phApp || {}; phApp.ddo = {}</script>", "phenom", "https://www.musterwerk.example"),
        ("<meta name='generator' content='rexx systems'>", "rexx", PAGE),
        ("<div class='joboffer_container'></div>", "rexx", PAGE),
        ("<script>var complete_job_id_list = []</script>", "softgarden", "https://www.musterwerk.example"),
        (
            "<script>window.jbl_company_id = 2631</script>",
            "jobylon",
            "https://cdn.jobylon.com/jobs/companies/2631/embed/v2/",
        ),
    ],
)
def test_a_system_on_an_employers_own_domain_is_known_by_its_marks(markup: str, system: str, source: str) -> None:
    best = found(markup)[0]
    assert (best.system, best.source) == (system, source)


def test_a_frame_outweighs_a_link_and_both_are_told() -> None:
    both = found("<a href='https://jobs.lever.co/alt'>alt</a><iframe src='https://muster.jobs.personio.de/'></iframe>")
    assert [finding.system for finding in both] == ["personio", "lever"]


@pytest.mark.parametrize(
    "address", ["https://www.arbeitsagentur.de/jobsuche/", "https://www.arbeitnow.com/", "https://www.recruitee.com/"]
)
def test_what_everybody_links_to_is_no_sign(address: str) -> None:
    (only,) = found(f"<a href='{address}'>x</a>")
    assert only.system == "webpage"


@pytest.mark.parametrize(
    "address", ["https://personio.de.boese.example/", "https://boese.example/https://jobs.lever.co"]
)
def test_a_host_that_only_looks_like_a_system_is_none(address: str) -> None:
    (only,) = found(f"<a href='{address}'>x</a>")
    assert only.system == "webpage"


def test_a_page_without_a_sign() -> None:
    (marked,) = systems_behind(Answer(PAGE, job_page("Koch").encode()))
    assert (marked.system, marked.source) == ("schemaorg", PAGE)
    (plain,) = found("<h1>Karriere</h1>")
    assert (plain.system, plain.source) == ("webpage", PAGE)
    assert systems_behind(Answer(PAGE, b"%PDF-1.7")) == ()


def test_an_answer_is_known_by_its_shape() -> None:
    (best,) = systems_behind(Answer("", (FILES / "personio.xml").read_bytes()))
    assert (best.system, best.adapter) == ("personio", "personio")
    (known,) = systems_behind(Answer("", (FILES / "gusto" / "posting.html").read_bytes()))
    assert known.system == "gusto"


@pytest.mark.parametrize(
    "body", [b"", b"<", b"<html><a href='http://[::1'>x", b"<a href=" * 5_000, b"<div>" * 100_000, b"\xff\xfe<\x00"]
)
def test_a_broken_page_does_no_harm(body: bytes) -> None:
    systems_behind(Answer("http://[", body))
    systems_behind(Answer(PAGE, body))


def test_a_host_is_refused_only_if_nothing_of_it_has_a_permission() -> None:
    none, asked = Permission.NONE, Permission.ASKED
    pack = pack_of(
        {"a": [source("https://a.example/1", "webpage", none)], "b": [source("https://b.example/", "webpage", none)]}
    )
    assert is_refused(pack, "https://a.example/karriere")
    assert not is_refused(pack, "https://unknown.example/")
    both = pack_of(
        {"a": [source("https://a.example/1", "webpage", none), source("https://a.example/2", "webpage", asked)]}
    )
    assert not is_refused(both, "https://a.example/karriere")
