"""How is a career system known by its addresses, and by what it writes into pages of an employer's own domain?"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class System:
    """One sign of a system.

    `address` is matched against an address without its scheme ("host/path?query"), `marker` against a page's markup,
    `generator` against the meta tag of that name.
    `source` is the address to put into a region pack, with the groups of `address` and with {origin}, the page's own.
    `own` says that a mere link is no sign: everybody links there.
    """

    name: str
    source: str
    address: re.Pattern[str] | None = None
    marker: re.Pattern[str] | None = None
    generator: re.Pattern[str] | None = None
    own: bool = False


def _by_address(name: str, address: str, source: str, *, own: bool = False) -> System:
    return System(name, source, address=re.compile(address, re.IGNORECASE), own=own)


def _by_marker(name: str, marker: str, source: str = "{origin}") -> System:
    return System(name, source, marker=re.compile(marker, re.IGNORECASE))


def _by_generator(name: str, words: str, source: str = "{origin}") -> System:
    return System(name, source, generator=re.compile(words, re.IGNORECASE))


_SLUG = r"(?P<slug>[\w-]+)"
_NOT_WWW = r"(?P<slug>(?!www\.|api\.|app\.|jobs\.|static\.|cdn\.|assets\.|help\.|support\.)[\w-]+)"

SYSTEMS: tuple[System, ...] = (
    _by_address(
        "workday",
        rf"^{_SLUG}\.(?P<dc>wd\d+)\.(?P<end>myworkday(?:jobs|site)\.com)/(?:wday/cxs/[\w-]+/)?(?:[a-z]{{2}}-[A-Z]{{2}}/)?(?P<site>[\w-]+)",
        "https://{slug}.{dc}.{end}/{site}",
    ),
    _by_address("personio", rf"^{_SLUG}\.jobs\.personio\.(?P<end>de|com)\b", "https://{slug}.jobs.personio.{end}"),
    _by_address(
        "smartrecruiters",
        r"^(?:jobs|careers)\.smartrecruiters\.com/(?P<slug>[\w-]+)|^api\.smartrecruiters\.com/v1/companies/(?P<also>[\w-]+)",
        "https://jobs.smartrecruiters.com/{slug}{also}",
    ),
    _by_address(
        "greenhouse",
        r"^(?:job-)?boards(?:\.eu)?\.greenhouse\.io/(?:embed/job_(?:board|app)(?:/js)?\?(?:[^#]*&)?for=)?(?P<slug>(?!embed\b)[\w-]+)"
        r"|^boards-api\.greenhouse\.io/v1/boards/(?P<also>[\w-]+)",
        "https://boards.greenhouse.io/{slug}{also}",
    ),
    _by_address(
        "lever",
        r"^(?:jobs|api)\.(?P<eu>eu\.)?lever\.co/(?:v0/postings/)?(?P<slug>[\w.-]+)",
        "https://jobs.{eu}lever.co/{slug}",
    ),
    _by_address(
        "ashby", r"^(?:jobs|api)\.ashbyhq\.com/(?:posting-api/job-board/)?(?P<slug>[\w.%-]+)", "https://jobs.ashbyhq.com/{slug}"
    ),
    _by_address("recruitee", rf"^{_NOT_WWW}\.recruitee\.com\b", "https://{slug}.recruitee.com"),
    _by_address("teamtailor", rf"^{_NOT_WWW}\.(?P<na>na\.)?teamtailor\.com\b", "https://{slug}.{na}teamtailor.com"),
    _by_address(
        "workable",
        r"^apply\.workable\.com/(?:api/v\d/(?:widget/)?accounts/)?(?P<slug>(?!api\b|j\b)[\w-]+)",
        "https://apply.workable.com/{slug}",
    ),
    _by_address(
        "oracle",
        r"^(?P<host>[\w.-]+\.oraclecloud\.com)/hcmUI/CandidateExperience/(?P<lang>[\w-]+)/sites/(?P<site>[\w-]+)",
        "https://{host}/hcmUI/CandidateExperience/{lang}/sites/{site}",
    ),
    _by_address("eightfold", rf"^{_NOT_WWW}\.eightfold\.ai\b", "https://{slug}.eightfold.ai/careers"),
    _by_address("icims", r"^(?P<host>[\w-]+\.icims\.com)\b", "https://{host}/jobs/search?ss=1"),
    _by_address("bamboohr", rf"^{_NOT_WWW}\.bamboohr\.com\b", "https://{slug}.bamboohr.com/careers"),
    _by_address("rippling", r"^ats\.rippling\.com/(?:[a-z]{2}-[A-Z]{2}/)?(?P<slug>[\w-]+)", "https://ats.rippling.com/{slug}/jobs"),
    _by_address("pinpoint", rf"^{_NOT_WWW}\.pinpointhq\.com\b", "https://{slug}.pinpointhq.com"),
    _by_address(
        "paylocity",
        r"^recruiting\.paylocity\.com/recruiting/jobs/All/(?P<slug>[\w-]+)",
        "https://recruiting.paylocity.com/recruiting/jobs/All/{slug}",
    ),
    _by_address("jobvite", r"^jobs\.jobvite\.com/(?:careers/)?(?P<slug>[\w-]+)", "https://jobs.jobvite.com/{slug}"),
    _by_address(
        "neogov",
        r"^(?P<host>(?:www\.)?(?:governmentjobs|schooljobs)\.com)/careers/(?P<slug>(?!home\b)[\w-]+)",
        "https://{host}/careers/{slug}",
    ),
    _by_address(
        "manatal", r"^(?:www\.)?careers-page\.com/(?:api/v[\d.]+/c/)?(?P<slug>(?!api\b)[\w.-]+)", "https://www.careers-page.com/{slug}"
    ),
    _by_address("gusto", r"^jobs\.gusto\.com/(?P<path>boards/[\w-]+)", "https://jobs.gusto.com/{path}"),
    _by_address(
        "jobylon",
        r"^(?:cdn|emp)\.jobylon\.com/(?:jobs/)?companies/(?P<slug>\d+)",
        "https://cdn.jobylon.com/jobs/companies/{slug}/embed/v2/",
    ),
    _by_marker("jobylon", r"jbl_company_id\s*=\s*['\"]?(?P<slug>\d+)", "https://cdn.jobylon.com/jobs/companies/{slug}/embed/v2/"),
    _by_address("softgarden", rf"^{_NOT_WWW}\.(?P<career>career\.)?softgarden\.(?P<end>io|de)\b", "https://{slug}.{career}softgarden.{end}"),
    _by_address("dvinci", rf"^{_NOT_WWW}\.dvinci-(?P<end>hr\.com|easy\.com|jobs\.de)\b", "https://{slug}.dvinci-{end}"),
    _by_generator("dvinci", r"d\.?vinci"),
    _by_address("rexx", r"^(?P<host>[\w-]+\.rexx-systems\.com|[\w-]+\.rexx-recruitment\.com)\b", "https://{host}/stellenangebote.html"),
    _by_address("onlyfy", rf"^{_NOT_WWW}\.(?P<end>onlyfy\.(?:jobs|io)|prescreenapp\.io)\b", "https://{slug}.{end}"),
    _by_address("umantis", r"^(?P<host>recruitingapp-[\w-]+(?:\.\w{2})?\.umantis\.com)\b", "https://{host}/Jobs/All"),
    _by_address(
        "bite", r"^(?P<script>cs-assets\.b-ite\.com/[\w-]+/jobs-api/[\w.-]+\.js)", "https://{script}"
    ),
    _by_address("bite", r"^jobs\.b-ite\.com/", "{origin}"),
    _by_address("concludis", r"^(?P<host>[\w-]+\.concludis\.de)(?P<path>/prj/lst/[\w-]+[^?]*)?", "https://{host}{path}"),
    _by_address("join", r"^(?:www\.)?join\.com/companies/(?P<slug>[\w-]+)", "https://join.com/companies/{slug}"),
    _by_address("beesite", r"^(?P<host>[\w.-]+\.beesite\.de)\b", "https://{host}"),
    _by_address("interamt", r"^(?:www\.)?interamt\.de/koop/app/\w+\?(?:[^#]*&)?partner=(?P<slug>\d+)", "https://interamt.de/koop/app/webservice_v2?partner={slug}"),
    _by_address("interamt", r"^(?:www\.)?interamt\.de/", "https://interamt.de/koop/app/webservice_v2"),
    _by_address("hessen_odata", r"^stellensuche\.hessen\.de\b", "https://stellensuche.hessen.de/sap/opu/odata/sap/zer_cand_unreg_srv"),
    _by_address("karriere_nrw", r"^(?:www\.|api\.)?karriere\.nrw\b", "https://karriere.nrw"),
    _by_address("karriere_sachsen", r"^(?:www\.)?karriere\.sachsen\.de\b", "https://www.karriere.sachsen.de"),
    _by_address("karriere_ni", r"^(?:www\.)?karriere\.niedersachsen\.de\b", "https://karriere.niedersachsen.de"),
    _by_address(
        "nuxt_vacancies", r"^(?P<host>[\w.-]+)/(?P<lang>\w\w)/career/vacancies\b", "https://{host}/{lang}/career/vacancies"
    ),
    _by_address("arbeitnow", r"^(?:www\.)?arbeitnow\.com\b", "https://www.arbeitnow.com/api/job-board-api", own=True),
    _by_address(
        "jobsuche",
        r"^rest\.arbeitsagentur\.de/jobboerse|^www\.arbeitsagentur\.de/jobsuche",
        "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service/pc/v6/jobs",
        own=True,
    ),
    _by_address(
        "successfactors",
        r"^(?P<host>career\d*\.(?:successfactors|sapsf)\.(?:eu|com))/.*\bcompany=(?P<slug>\w+)",
        "https://{host}/career?company={slug}",
    ),
    _by_address("successfactors", r"^rmk-?map-?\d*\.jobs\.hr\.cloud\.sap|^rmkcdn\.successfactors\.com", "{origin}"),
    _by_marker("successfactors", r"\bj2w\.(?:init|Apply|TC|Agent|User)|jobs2web|rmkcdn\.successfactors", "{origin}"),
    _by_address("phenom", r"^(?:cdn|assets|content-[\w]+)\.phenompeople\.com\b", "{origin}"),
    _by_marker("phenom", r"\bphApp\.ddo\b|\bphApp\s*=", "{origin}"),
    _by_marker("eightfold", r"static\.vscdn\.net/images/careers|EIGHTFOLD_CONFIG", "{origin}/careers"),
    _by_marker("teamtailor", r"teamtailor-cdn\.com|data-controller=\"[\w -]*teamtailor", "{origin}"),
    _by_marker("softgarden", r"complete_job_id_list", "{origin}"),
    _by_marker("rexx", r"joboffer_container", "{page}"),
    _by_generator("rexx", r"\brexx\b", "{page}"),
    _by_marker("umantis", r"HSTableLinkSubTitle", "{origin}/Jobs/All"),
    _by_generator("onlyfy", r"onlyfy|prescreen"),
    _by_marker("recruitee", r"recruiteecdn\.com|recruitee-careers", "{origin}"),
    _by_generator("concludis", r"concludis", "{page}"),
    _by_generator("teamtailor", r"teamtailor"),
    # Known by sight, without an adapter of their own.
    _by_address("avature", rf"^{_NOT_WWW}\.avature\.net\b", "https://{slug}.avature.net/careers/SearchJobs"),
    _by_address("cornerstone", rf"^{_NOT_WWW}\.csod\.com\b", "https://{slug}.csod.com"),
    _by_address("taleo", rf"^{_SLUG}\.taleo\.net\b", "https://{slug}.taleo.net"),
    _by_address("talention", rf"^{_SLUG}\.talention\.com\b|^[\w.-]+/talention/api/", "{origin}"),
    _by_address("guidecom", r"/api/guidecom/api/", "{origin}"),
    _by_address("hr4you", rf"^{_SLUG}\.hr4you\.org\b|/job/view/\d+/", "{origin}"),
    _by_address("peoplestrong", rf"^{_NOT_WWW}\.peoplestrong\.com\b", "https://{slug}.peoplestrong.com"),
    _by_address("talentclue", rf"^{_NOT_WWW}\.talentclue\.com\b", "https://{slug}.talentclue.com"),
)  # fmt: skip
