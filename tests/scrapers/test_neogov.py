import pytest
from musterweb import FILES, job_page, parsed

from jobboard.posting import Period
from scrapers.adapters.neogov import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

SITE = "https://www.governmentjobs.com"
LIST = f"{SITE}/careers/home/index?agency=mustertown&sort=PostingDate&isDescendingSort=true&page=1"


def test_a_list() -> None:
    page = parsed("neogov/list.html", LIST, "neogov")
    row, other = page.drafts  # links to other sites are none of the agency's
    assert (row.source_ref, row.title) == ("11", "Gardener & Planner")
    assert row.url == f"{SITE}/careers/mustertown/parks/jobs/11/gardener"
    assert (row.places[0].name, row.employment) == ("Mustertown, WA", ("Part-time Hourly",))
    assert row.salary is not None
    assert (row.salary.min, row.salary.currency, row.salary.period) == (31.5, "USD", Period.HOUR)
    assert (other.places[0].name, other.salary) == ("Exampleville, WA", None)
    assert [(fetch.url, fetch.ref) for fetch in page.follow] == [(row.url, "11"), (other.url, "12")]


def test_a_full_page_leads_to_the_next_one() -> None:
    rows = (FILES / "neogov" / "list.html").read_text("utf-8")
    ten = rows.replace("</ul>\n</ul>", "</ul>") + "".join(
        f'<li><a class="item-details-link" href="/careers/mustertown/jobs/{n}/x">X</a></li>' for n in range(20, 28)
    )
    following = ADAPTER.parse(Answer(LIST, ten.encode())).follow[0]
    assert following.url.endswith("&page=2")
    assert ("X-Requested-With", "XMLHttpRequest") in following.headers


def test_no_jobs_is_a_statement_of_the_first_page_only() -> None:
    body = b'<div class="jobs-not-found-container"><h2>No jobs at this time.</h2></div>'
    assert ADAPTER.parse(Answer(LIST, body)).total == 0
    assert ADAPTER.parse(Answer(LIST.replace("page=1", "page=4"), body)).total is None


def test_a_job_page_is_read_by_its_markup() -> None:
    (draft,) = ADAPTER.parse(
        Answer(f"{SITE}/careers/mustertown/jobs/11/gardener", job_page("Gardener").encode())
    ).drafts
    assert draft.title == "Gardener"


def test_another_page_is_an_error() -> None:
    with pytest.raises(UnreadableAnswer, match="neither a list nor a posting"):
        ADAPTER.parse(Answer(LIST, b"<html><body>Please sign in</body></html>"))


@pytest.mark.parametrize(
    ("url", "first"),
    [
        (f"{SITE}/careers/mustertown", LIST),
        (f"{SITE}/careers/mustertown/faculty", LIST.replace("&sort", "&departmentFolder=faculty&sort")),
        ("https://www.schooljobs.com/careers/mustertown", LIST.replace(SITE, "https://www.schooljobs.com")),
    ],
)
def test_where_it_begins(url: str, first: str) -> None:
    assert [fetch.url for fetch in ADAPTER.start(url, {})] == [first]
