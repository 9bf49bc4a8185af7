"""One page by name: with all the care of a run, of any public host."""

from collections.abc import Callable
from pathlib import Path

import pytest
from musterweb import NOW, Site, as_html, as_json, pack_of, respond

from scrapers.answer import Answer
from scrapers.errors import FetchError, NoContact
from scrapers.harvest import Limits
from scrapers.scrape import fetch_one
from scrapers.single import from_json, to_json

Sites = Callable[[int], Site]
PAGE = as_html("<html>Grüße</html>", ETag='"1"')
RULES = ["/robots.txt", "/.well-known/tdmrep.json"]
FORBIDDEN = (200, {}, b"User-agent: *\nDisallow: /karriere")


def fetch(site: Site, path: str = "/karriere", data: Path | None = None, **limits: float) -> Answer:
    pack = pack_of({}, private=(site.host, "127.0.0.182"), delay_s=0.05)
    return fetch_one(pack, f"{site.url}{path}", limits=Limits(**{"timeout_s": 3.0, **limits}), now=NOW, data=data)  # type: ignore[arg-type]


def test_a_page_with_its_headers(sites: Sites, tmp_path: Path) -> None:
    site = sites(181)
    site.routes["/karriere"] = PAGE
    for _ in range(2):
        answer = fetch(site, data=tmp_path)
        assert (answer.status, answer.text(), answer.header("etag")) == (200, "<html>Grüße</html>", '"1"')
    assert site.paths() == [*RULES, "/karriere", "/karriere"]
    assert site.hits[0].headers["User-Agent"].startswith("MusterBot/")
    assert list(tmp_path.rglob("*.gz")) == []  # nothing of it is kept


def test_a_page_that_is_not_there_is_an_answer_too(sites: Sites) -> None:
    assert fetch(sites(181)).status == 404


def test_a_redirect_to_another_host_is_followed_by_its_rules(sites: Sites) -> None:
    site, other = sites(181), sites(182)
    site.routes["/karriere"] = (302, {"Location": f"{other.url}/jobs"}, b"")
    other.routes["/jobs"] = PAGE
    assert fetch(site).url == f"{other.url}/jobs"
    assert other.paths() == [*RULES, "/jobs"]
    other.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /")
    with pytest.raises(FetchError, match=r"robots\.txt forbids it"):
        fetch(site)
    assert other.paths()[3:] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("routes", "words"),
    [
        ({"/robots.txt": FORBIDDEN}, "robots.txt forbids it"),
        ({"/robots.txt": (500, {}, b"")}, "robots.txt cannot be read (HTTP 500)"),
        ({RULES[1]: as_json([{"location": "/", "tdm-reservation": 1}])}, "reserved against text and data mining"),
        ({"/karriere": as_html("x", **{"tdm-reservation": "1"})}, "reserved against text and data mining (the header"),
        ({"/karriere": as_html('<meta name="tdm-reservation" content="1">')}, "mining (the meta tag"),
        ({"/karriere": (302, {"Location": "http://10.0.0.1/"}, b"")}, "10.0.0.1 is no public host"),
        ({"/karriere": (302, {"Location": "http://localhost:6379/"}, b"")}, "localhost is no public host"),
        ({"/karriere": (302, {"Location": "http://a.example:6379/"}, b"")}, "port 6379 is not fetched"),
        ({"/karriere": (302, {"Location": "/karriere"}, b"")}, "too many redirects"),
        ({"/karriere": (200, {}, b" " * 5000)}, "larger than 2000 bytes"),
    ],
)
def test_what_is_not_fetched_and_why(sites: Sites, routes: dict[str, object], words: str) -> None:
    site = sites(181)
    site.routes = {"/karriere": PAGE, **routes}  # type: ignore[dict-item]
    with pytest.raises(FetchError) as raised:
        fetch(site, body_bytes=2000)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://192.168.1.1/", "file:///etc/passwd", "http://a:b@a.example/"],
)
def test_no_private_address_is_asked(url: str) -> None:
    with pytest.raises(FetchError):
        fetch_one(pack_of({}), url)


def test_without_a_contact_nothing_is_fetched(sites: Sites) -> None:
    with pytest.raises(NoContact):
        fetch_one(pack_of({}, contact=""), f"{sites(181).url}/")


def test_a_process_that_hangs_is_ended(sites: Sites) -> None:
    site = sites(181)
    site.routes["/karriere"] = lambda handler: [__import__("time").sleep(9), respond(handler, 200, {}, b"")]  # type: ignore[func-returns-value]
    with pytest.raises(FetchError, match="no whole answer within 1 s"):
        fetch(site, timeout_s=1.0, retries=0)


def test_an_answer_survives_the_pipe() -> None:
    answer = Answer("https://a.example/", b"\xff\0", 404, {"A": "b"})
    assert from_json(to_json(answer)) == answer
